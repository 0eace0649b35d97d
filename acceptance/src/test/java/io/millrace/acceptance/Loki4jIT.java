package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import io.millrace.acceptance.LokiClient.Line;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;

/// A client that nobody here wrote, unchanged: the loki4j appender of Logback.
class Loki4jIT {
  private static final int LINES = 50_000;

  @TempDir Path workDir;

  @Test
  void everyLineOfTwoTenants_comesBackOnceBeforeDuringAndAfterTheFlush() throws Exception {
    long start = Instant.now().toEpochMilli() * 1_000_000L - Duration.ofMinutes(1).toNanos();
    Map<String, String> settings =
        Map.of(
            "auth.mode", "header",
            "limits.ingestion_rate_mb", "1000",
            "limits.ingestion_burst_size_mb", "1000");
    try (Millrace millrace = Millrace.run("loki4j", "all", workDir, settings)) {
      LokiClient client = millrace.start().awaitReady().client();

      log(millrace.port(), "json-tenant", false);
      log(millrace.port(), "proto-tenant", true);
      long end = Instant.now().toEpochMilli() * 1_000_000L + Duration.ofMinutes(1).toNanos();

      for (String tenant : List.of("json-tenant", "proto-tenant")) {
        assertEveryLineOnce(client.as(tenant), tenant, start, end);
      }
      Thread flushing = Thread.startVirtualThread(() -> flush(client));
      while (flushing.isAlive()) {
        assertEveryLineOnce(client.as("json-tenant"), "json-tenant", start, end);
      }
      flushing.join();
      for (String tenant : List.of("json-tenant", "proto-tenant")) {
        assertEveryLineOnce(client.as(tenant), tenant, start, end);
      }
      assertThat(client.as("nobody").allLines("{app=~\".+\"}", start, end)).isEmpty();
    }
  }

  private static void assertEveryLineOnce(LokiClient client, String tenant, long start, long end)
      throws Exception {
    List<Line> lines = client.allLines("{app=\"" + tenant + "\"}", start, end);

    assertThat(lines)
        .extracting(Line::text)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, LINES).mapToObj(i -> message(tenant, i)).toList());
  }

  private static void flush(LokiClient client) {
    try {
      client.flush();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /// Logs [#LINES] lines through the appender and returns when it has sent them all.
  private static void log(int port, String tenant, boolean protobuf) throws Exception {
    String configuration =
        """
        <configuration>
          <appender name="LOKI" class="com.github.loki4j.logback.Loki4jAppender">
            <labels>app=%1$s</labels>
            <message><pattern>%%msg</pattern></message>
            <http>
              <url>http://127.0.0.1:%2$d/loki/api/v1/push</url>
              <tenantId>%1$s</tenantId>
              <useProtobufApi>%3$b</useProtobufApi>
              <maxRetries>5</maxRetries>
            </http>
            <batch>
              <maxItems>1000</maxItems>
              <timeoutMs>200</timeoutMs>
              <sendQueueMaxBytes>400000000</sendQueueMaxBytes>
              <drainOnStop>true</drainOnStop>
            </batch>
          </appender>
          <root level="INFO"><appender-ref ref="LOKI"/></root>
        </configuration>
        """
            .formatted(tenant, port, protobuf);
    LoggerContext context = new LoggerContext();
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(
        new ByteArrayInputStream(configuration.getBytes(StandardCharsets.UTF_8)));
    Logger logger = context.getLogger("shop");
    for (int i = 0; i < LINES; i++) {
      logger.info("{}", message(tenant, i));
    }
    context.stop();
  }

  private static String message(String tenant, int i) {
    return "order %d of %s shipped in %dms".formatted(i, tenant, i % 997);
  }
}
