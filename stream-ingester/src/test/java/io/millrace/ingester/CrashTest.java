package io.millrace.ingester;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.embedded.EmbeddedBroker;
import io.millrace.ingester.assemble.TestRows.Row;
import io.millrace.schemas.chunks.ChunkPart;
import io.millrace.schemas.chunks.ChunkPart.Trailer;
import io.millrace.schemas.model.OffsetRange;
import io.millrace.schemas.recent.RecentFrame;
import io.millrace.schemas.recent.RecentFrame.Covered;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// An ingester that is killed again and again while records come in: every row is in exactly one
/// segment or in memory, and the segments tile the offsets.
final class CrashTest {
  private static final Logger LOG = LoggerFactory.getLogger(CrashTest.class);
  private static final int PARTITIONS = 3;
  private static final int KILLS = 3;
  private static final int ROWS_PER_RECORD = 20;
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path directory;

  @Test
  void everyRow_isStoredOnceHoweverOftenTheProcessIsKilled() throws Exception {
    long seed = System.nanoTime();
    LOG.atInfo().addKeyValue("seed", seed).log("crash test");
    try (EmbeddedBroker kafka = EmbeddedBroker.temporary().start();
        Broker broker = new Broker(kafka, "crash.", PARTITIONS);
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      AtomicBoolean stop = new AtomicBoolean();
      Future<List<List<Row>>> pushing = executor.submit(pushUntil(stop, broker, seed));
      int port = IngesterBrokerTest.freePort();
      Random random = new Random(seed);

      for (int kill = 0; kill < KILLS; kill++) {
        Map<Integer, Long> before = broker.ends(broker.topics().chunks());
        Process victim = startProcess(broker, port);
        new IngesterClient(port).awaitReady();
        await().atMost(SOON).until(() -> allGrew(before, broker.ends(broker.topics().chunks())));
        await().pollDelay(Duration.ofMillis(random.nextInt(400))).until(victim::isAlive);
        victim.destroyForcibly().waitFor();
      }
      stop.set(true);
      List<List<Row>> pushed = pushing.get();
      Process last = startProcess(broker, port);
      try {
        IngesterClient client = new IngesterClient(port);
        client.awaitReady();
        Map<Integer, List<Row>> recent = awaitAll(client, broker, 0L);

        for (int partition = 0; partition < PARTITIONS; partition++) {
          List<ChunkPart> parts = broker.chunks(partition);
          long end = assertTiled(partition, parts);
          List<Row> stored = new ArrayList<>(ChunkReading.rows(parts));
          stored.addAll(client.recent("a", Map.of(partition, end)).rows());
          stored.addAll(client.recent("b", Map.of(partition, end)).rows());

          assertThat(stored).containsExactlyInAnyOrderElementsOf(pushed.get(partition));
          assertThat(recent.get(partition))
              .containsExactlyInAnyOrderElementsOf(pushed.get(partition));
        }
      } finally {
        last.destroyForcibly().waitFor();
      }
    }
  }

  /// Pushes records to all partitions; the answer is the rows of each.
  private static Callable<List<List<Row>>> pushUntil(AtomicBoolean stop, Broker broker, long seed) {
    return () -> {
      Random random = new Random(seed);
      List<List<Row>> pushed = new ArrayList<>();
      for (int partition = 0; partition < PARTITIONS; partition++) {
        pushed.add(new ArrayList<>());
      }
      long number = 0;
      while (!stop.get()) {
        int partition = random.nextInt(PARTITIONS);
        List<Row> rows = new ArrayList<>();
        String tenant = random.nextInt(3) == 0 ? "b" : "a";
        for (int i = 0; i < ROWS_PER_RECORD; i++) {
          String line = number++ + " " + "x".repeat(random.nextInt(200));
          rows.add(new Row(tenant, "app-" + random.nextInt(4), random.nextInt(1_000), line));
        }
        broker.push(partition, rows);
        pushed.get(partition).addAll(rows);
      }
      return pushed;
    };
  }

  /// Reads everything from the first offset on, once the ingester has read to the end. Nothing is
  /// published, so all of it is still there, rebuilt.
  private static Map<Integer, List<Row>> awaitAll(IngesterClient client, Broker broker, long from)
      throws IOException, InterruptedException {
    Map<Integer, Long> ends = broker.ends(broker.topics().logs());
    Map<Integer, List<Row>> rows = new TreeMap<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      OffsetRange all = new OffsetRange(partition, from, ends.getOrDefault(partition, 0L));
      Map<Integer, Long> offsets = Map.of(partition, from);
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(client.recent("nobody", offsets).frames())
                      .containsExactly((RecentFrame) new Covered(all)));
      List<Row> found = new ArrayList<>(client.recent("a", offsets).rows());
      found.addAll(client.recent("b", offsets).rows());
      rows.put(partition, found);
    }
    return rows;
  }

  /// Answers where the last segment ends.
  private static long assertTiled(int partition, List<ChunkPart> parts) {
    long next = 0;
    int sequence = 0;
    for (ChunkPart part : parts) {
      assertThat(part.segment().range().partition()).isEqualTo(partition);
      assertThat(part.segment().range().from()).isEqualTo(next);
      assertThat(part.sequence()).isEqualTo(sequence++);
      if (part instanceof Trailer) {
        next = part.segment().range().to();
        sequence = 0;
      }
    }
    assertThat(sequence).isZero();
    return next;
  }

  private static boolean allGrew(Map<Integer, Long> before, Map<Integer, Long> now) {
    return before.entrySet().stream()
        .allMatch(count -> now.getOrDefault(count.getKey(), 0L) > count.getValue());
  }

  private Process startProcess(Broker broker, int port) throws IOException {
    Map<String, String> settings = new HashMap<>(broker.settings(directory, port));
    settings.put("chunk.target.size", "48KiB");
    Path output = directory.resolve("ingester.log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--add-modules=jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            IngesterMain.class.getName()));
    settings.forEach((key, value) -> command.add(key + "=" + value));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
        .start();
  }
}
