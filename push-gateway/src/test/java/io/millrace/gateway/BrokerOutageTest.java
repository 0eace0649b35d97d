package io.millrace.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.embedded.EmbeddedBroker;
import io.millrace.gateway.StoredLines.Line;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BrokerOutageTest {
  @TempDir Path data;

  @Test
  void pushes_are503WhileKafkaIsGoneAndGoOnAfterwards() throws Exception {
    var broker = EmbeddedBroker.at(data).start();
    int port = Integer.parseInt(broker.bootstrapServers().split(":", 2)[1]);
    Gateway.createTopics(broker.bootstrapServers());
    try (var gateway =
        new Gateway(
            broker.bootstrapServers(), Map.of("push.timeout", "3s"), InstantSource.system())) {
      gateway.awaitReady();
      assertThat(push(gateway, "before").statusCode()).isEqualTo(204);

      broker.close();
      HttpResponse<String> gone = push(gateway, "during");

      assertThat(gone.statusCode()).as(gone.body()).isEqualTo(503);
      assertThat(gone.headers().firstValue("Retry-After")).isPresent();
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> gateway.service().notReadyBecause().isPresent());

      broker = EmbeddedBroker.at(data).withPort(port).start();
      gateway.awaitReady();
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> push(gateway, "after").statusCode() == 204);

      assertThat(StoredLines.read(broker.bootstrapServers()).stream().map(Line::line))
          .contains("before", "after");
      assertThat(gateway.registry().get("millrace.gateway.inflight.bytes").gauge().value())
          .isZero();
    } finally {
      broker.close();
    }
  }

  private static HttpResponse<String> push(Gateway gateway, String line) throws Exception {
    return gateway.pushJson(
        "{\"streams\":[{\"stream\":{\"a\":\"b\"},\"values\":[[\"%d\",\"%s\"]]}]}"
            .formatted(System.currentTimeMillis() * 1_000_000, line));
  }
}
