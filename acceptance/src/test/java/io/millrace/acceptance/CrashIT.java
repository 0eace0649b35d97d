package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.acceptance.LokiClient.Line;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Under continuous push processes are killed at random; afterwards every line that was
/// acknowledged is there, no line is there twice, and `fsck` finds the catalog tiled.
class CrashIT {
  private static final int ROUNDS = Integer.getInteger("crash.rounds", 6);
  private static final int LINES_PER_PUSH = 50;
  private static final int PUSHERS = 2;

  @TempDir Path workDir;

  private final AtomicLong nextId = new AtomicLong();
  private final Set<Long> acknowledged = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean pushing = new AtomicBoolean(true);

  @Test
  void acknowledgedLines_surviveKillsOfAnyProcess() throws Exception {
    long seed = Long.getLong("crash.seed", System.nanoTime());
    System.out.println("crash.seed=" + seed);
    Random random = new Random(seed);
    long start = Instant.now().toEpochMilli() * 1_000_000L;
    Map<String, String> settings =
        Map.of("chunk.max.age", "5s", "limits.reject_old_samples", "false");

    try (Cluster cluster = Cluster.start(workDir, settings)) {
      List<Thread> pushers = new ArrayList<>();
      for (int i = 0; i < PUSHERS; i++) {
        int stream = i;
        pushers.add(Thread.ofPlatform().start(() -> push(cluster.gateway.client(), stream, start)));
      }
      List<Millrace> victims =
          List.of(cluster.ingester, cluster.flusher, cluster.gateway, cluster.broker);
      for (int round = 0; round < ROUNDS; round++) {
        long before = acknowledged.size();
        awaitProgress(random.nextInt(500, 4000));
        Millrace victim = victims.get(round < victims.size() ? round : random.nextInt(4));
        victim.kill();
        victim.start();
        cluster.awaitReady();
        System.out.printf(
            "round %d: killed %s, acknowledged %d lines since the last kill%n",
            round, victim.name(), acknowledged.size() - before);
      }
      awaitProgress(1000);
      pushing.set(false);
      for (Thread pusher : pushers) {
        pusher.join();
      }

      assertThat(acknowledged).hasSizeGreaterThan(1000);
      assertEachLineOnce(cluster, start);
      cluster.ingester.client().flush();
      assertEachLineOnce(cluster, start);
      Millrace.Finished fsck = cluster.fsck();
      assertThat(fsck.status()).describedAs(fsck.output()).isZero();
    }
  }

  private void assertEachLineOnce(Cluster cluster, long start) throws IOException {
    Map<Long, Integer> found = new HashMap<>();
    List<Line> lines =
        cluster.query.client().allLines("{job=\"crash\"}", start, start + nextId.get() + 1);
    for (Line line : lines) {
      found.merge(Long.parseLong(line.text().substring("id=".length())), 1, Integer::sum);
    }

    Set<Long> lost = new HashSet<>(acknowledged);
    lost.removeAll(found.keySet());
    assertThat(lost).describedAs("acknowledged and not found").isEmpty();
    assertThat(found.entrySet().stream().filter(e -> e.getValue() > 1).toList())
        .describedAs("found more than once")
        .isEmpty();
  }

  /// Each line has its own id and timestamp; a push that was not acknowledged is not repeated, so a
  /// line that is found twice was stored twice.
  private void push(LokiClient client, int stream, long start) {
    Map<String, String> labels = Map.of("job", "crash", "stream", Integer.toString(stream));
    while (pushing.get()) {
      List<Line> lines = new ArrayList<>(LINES_PER_PUSH);
      List<Long> ids = new ArrayList<>(LINES_PER_PUSH);
      for (int i = 0; i < LINES_PER_PUSH; i++) {
        long id = nextId.getAndIncrement();
        ids.add(id);
        lines.add(new Line(start + id, "id=" + id));
      }
      try {
        if (client.push(labels, lines) == 204) {
          acknowledged.addAll(ids);
        }
      } catch (IOException e) {
        // The gateway was killed under this push: these lines were not acknowledged.
        Awaitility.await().atMost(Duration.ofSeconds(90)).until(client::isReady);
      }
    }
  }

  /// Returns when so many more lines were acknowledged.
  private void awaitProgress(int lines) {
    int goal = acknowledged.size() + lines;
    Awaitility.await("pushes to be acknowledged")
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> acknowledged.size() >= goal);
  }
}
