package io.millrace.query.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.query.source.MemoryRows;
import io.millrace.schemas.model.TenantId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Asks what a real Loki was asked, and expects its answers.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class GoldenTest {
  /// Served by others, or about data that did not come as a JSON push.
  private static final Set<String> OTHER_GROUPS =
      Set.of("detected", "patterns", "legacy_and_misc", "otlp", "index_stats", "index_volume");

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-20T00:00:00Z"), ZoneOffset.UTC);

  private final MemoryServer server = new MemoryServer(rows(), CLOCK);

  private static MemoryRows rows() {
    MemoryRows rows = new MemoryRows();
    try {
      for (Map.Entry<TenantId, List<List<TestRow>>> tenant : GoldenPushes.load().entrySet()) {
        for (List<TestRow> push : tenant.getValue()) {
          rows.add(tenant.getKey(), SliceMaker.part(push, 500, false));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows;
  }

  @AfterAll
  void close() {
    server.close();
  }

  record Case(JsonNode recorded) {
    @Override
    public String toString() {
      return recorded.path("group").asText() + ": " + recorded.path("name").asText();
    }
  }

  static Stream<Case> cases() {
    return GoldenPushes.lines("queries.jsonl.gz").stream()
        .filter(q -> !OTHER_GROUPS.contains(q.path("group").asText()))
        .filter(q -> !isAboutTheRecordersMemory(q))
        .filter(q -> !q.path("path").asText().endsWith("/index/stats"))
        .map(Case::new);
  }

  /// Loki's ingesters answer for all that they hold in memory, whenever it was: these answers have
  /// labels of lines that are far outside the asked time.
  private static boolean isAboutTheRecordersMemory(JsonNode recorded) {
    return recorded.path("group").asText().startsWith("label")
        && recorded.path("path").asText().contains("/label")
        && !recorded.path("params").has("start");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void answer_isLokis(Case one) throws Exception {
    JsonNode recorded = one.recorded();

    HttpResponse<String> answer = server.send(recorded);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(recorded.path("status").asInt());
    assertThat(canonical(recorded, answer.body()))
        .isEqualTo(canonical(recorded, recorded.path("body").asText()));
  }

  private static String canonical(JsonNode recorded, String body) {
    JsonNode params = recorded.path("params");
    boolean forward = params.path("direction").asText().equalsIgnoreCase("forward");
    boolean withoutTimes = recorded.path("compare").path("notime").asBoolean();
    return Answers.canonical(body, params.path("limit").asInt(100), forward, withoutTimes);
  }
}
