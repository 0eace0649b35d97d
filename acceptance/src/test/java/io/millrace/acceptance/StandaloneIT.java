package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.acceptance.LokiClient.Line;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The first command of the README: everything in one JVM.
class StandaloneIT {
  private static final Map<String, String> LABELS = Map.of("app", "web", "env", "dev");

  @TempDir Path workDir;

  @Test
  void line_isThereBeforeTheFlushAfterItAndAfterKillAndRestart() throws Exception {
    long start = nowNanos() - Duration.ofMinutes(1).toNanos();
    long end = nowNanos() + Duration.ofMinutes(5).toNanos();
    try (Millrace millrace = Millrace.run("all", "all", workDir, Map.of())) {
      LokiClient client = millrace.start().awaitReady().client();

      List<Line> first = numbered(start, 0, 500);
      assertThat(client.push(LABELS, first)).isEqualTo(204);
      assertThat(client.allLines("{app=\"web\"}", start, end)).isEqualTo(first);

      client.flush();
      assertThat(client.allLines("{app=\"web\"}", start, end)).isEqualTo(first);

      List<Line> second = numbered(start, 500, 1000);
      assertThat(client.push(LABELS, second)).isEqualTo(204);
      millrace.kill();
      millrace.start().awaitReady();
      assertThat(client.allLines("{app=\"web\"}", start, end)).isEqualTo(numbered(start, 0, 1000));

      assertThat(millrace.terminate()).isLessThan(Duration.ofSeconds(10));
      millrace.start().awaitReady();
      client.flush();
      assertThat(client.allLines("{app=\"web\"}", start, end)).isEqualTo(numbered(start, 0, 1000));
      assertThat(client.allLines("{app=\"web\"} |= \"line 7\" != \"line 77\"", start, end))
          .extracting(Line::text)
          .containsExactlyElementsOf(
              IntStream.range(0, 1000)
                  .mapToObj(i -> "line " + i)
                  .filter(l -> l.contains("line 7") && !l.contains("line 77"))
                  .toList());
      assertThat(client.number("sum by (app) (count_over_time({app=\"web\"}[1h]))", end))
          .isEqualTo(1000);
    }
  }

  private static List<Line> numbered(long start, int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> new Line(start + i * 1_000_000L, "line " + i))
        .toList();
  }

  private static long nowNanos() {
    return Instant.now().toEpochMilli() * 1_000_000L;
  }
}
