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

/// The same thing as a cluster: every role and the broker in processes of their own, objects in a
/// bucket behind S3.
class ClusterIT {
  @TempDir Path workDir;

  @Test
  void roles_meetAtTopicsAndObjects() throws Exception {
    long start = Instant.now().toEpochMilli() * 1_000_000L - Duration.ofMinutes(1).toNanos();
    long end = start + Duration.ofMinutes(10).toNanos();
    try (Cluster cluster = Cluster.start(workDir, Map.of())) {
      List<Line> lines =
          IntStream.range(0, 3000)
              .mapToObj(i -> new Line(start + i, "value=" + i + " unit=ms"))
              .toList();
      for (int s = 0; s < 6; s++) {
        List<Line> part = lines.subList(s * 500, s * 500 + 500);
        assertThat(
                cluster
                    .gateway
                    .client()
                    .push(Map.of("app", "cluster", "s", Integer.toString(s)), part))
            .isEqualTo(204);
      }
      LokiClient query = cluster.query.client();

      assertThat(query.allLines("{app=\"cluster\"}", start, end)).isEqualTo(lines);
      cluster.ingester.client().flush();
      assertThat(query.allLines("{app=\"cluster\"}", start, end)).isEqualTo(lines);
      assertThat(query.lines("{app=\"cluster\"} |= \"value=2999 \"", start, end, 10, "backward"))
          .containsExactly(lines.get(2999));
      assertThat(cluster.fsck().status()).isZero();
    }
  }
}
