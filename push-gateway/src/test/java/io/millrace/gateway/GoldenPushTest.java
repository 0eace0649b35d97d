package io.millrace.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.embedded.EmbeddedBroker;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Answers recorded from Loki, over HTTP. The clock stands where it stood when they were recorded.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class GoldenPushTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final EmbeddedBroker broker = EmbeddedBroker.temporary();
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private Gateway gateway;

  @BeforeAll
  void start() throws InterruptedException {
    broker.start();
    Gateway.createTopics(broker.bootstrapServers());
    gateway =
        new Gateway(
                broker.bootstrapServers(),
                Map.of(
                    "auth.mode", "header",
                    "limits.reject_old_samples", "false",
                    "limits.ingestion_rate_mb", "100",
                    "limits.ingestion_burst_size_mb", "100"),
                now::get)
            .awaitReady();
  }

  @AfterAll
  void stop() {
    gateway.close();
    broker.close();
  }

  static Stream<Arguments> cases() throws IOException {
    try (var in = GoldenPushTest.class.getResourceAsStream("/golden/push-cases.jsonl.gz");
        var lines =
            new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Objects.requireNonNull(in)), UTF_8))) {
      return lines
          .lines()
          .map(GoldenPushTest::parse)
          // this gateway does not speak OTLP
          .filter(c -> c.get("path").asText().contains("push"))
          .map(c -> Arguments.of(c.get("name").asText(), c))
          .toList()
          .stream();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void answer_isLokis(String name, JsonNode golden) throws IOException, InterruptedException {
    now.set(Instant.EPOCH.plusNanos(golden.get("pushedAt").asLong()));
    Map<String, String> headers = new HashMap<>();
    golden.get("headers").properties().forEach(h -> headers.put(h.getKey(), h.getValue().asText()));
    if (golden.hasNonNull("tenant")) {
      headers.put("X-Scope-OrgID", golden.get("tenant").asText());
    }
    byte[] body = Base64.getDecoder().decode(golden.get("bodyBase64").asText());

    HttpResponse<String> answer = gateway.post(golden.get("path").asText(), headers, body);

    assertThat(answer.body()).isEqualTo(golden.get("body").asText());
    assertThat(answer.statusCode()).isEqualTo(golden.get("status").asInt());
  }

  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
