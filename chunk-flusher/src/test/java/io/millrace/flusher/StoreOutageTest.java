package io.millrace.flusher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.embedded.EmbeddedBroker;
import io.millrace.schemas.catalog.SegmentId;
import io.millrace.store.objectstore.ObjectStore;
import io.millrace.store.objectstore.ObjectStores;
import io.millrace.store.testing.S3Server;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreOutageTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int PARTITIONS = 4;

  @SuppressWarnings("NullAway.Init") // set before the tests
  private static EmbeddedBroker broker;

  @BeforeAll
  static void startBroker() {
    broker = EmbeddedBroker.temporary().start();
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @Test
  void outage_losesNothingAndHoldsMemoryFlat() throws Exception {
    FaultyStore store = new FaultyStore();
    var registry = new SimpleMeterRegistry();
    List<SegmentId> segments = new ArrayList<>();
    long budget = 64 << 10;
    try (var deployment = new Deployment(broker.bootstrapServers(), "outage", PARTITIONS);
        var writer = deployment.writer();
        var flusher =
            deployment.flusher(
                store,
                registry,
                Map.of("flusher.memory", Long.toString(budget), "kafka.max.poll.records", "4"))) {
      segments.add(writer.write(0, Map.of("shop", 100)));
      await().atMost(SOON).until(() -> deployment.published().size() == 1);
      store.away(true);
      for (int i = 0; i < 60; i++) {
        segments.add(writer.write(i % PARTITIONS, Map.of("shop", 1000)));
      }
      int tries = store.puts();
      await().atMost(SOON).until(() -> store.puts() >= tries + 10);

      assertThat(deployment.published()).hasSize(1);
      assertThat(flusher.bufferedBytes()).isPositive().isLessThan(budget + (256 << 10));
      assertThat(registry.get("millrace.flusher.store.away").gauge().value()).isEqualTo(1);
      assertThat(deployment.members()).isEqualTo(1);
      assertThat(flusher.notReadyBecause()).isEmpty();
      store.away(false);

      await().atMost(SOON).until(() -> deployment.published().size() >= segments.size());
      deployment.assertPublishedOnce(segments, store);
      await()
          .atMost(SOON)
          .until(() -> registry.get("millrace.flusher.store.away").gauge().value() == 0);
    }
  }

  @Test
  void s3Outage_isSurvived(@TempDir Path directory) throws Exception {
    List<SegmentId> segments = new ArrayList<>();
    try (var server = S3Server.start(directory);
        ObjectStore store =
            ObjectStores.open(Optional.of(server.uri()), server.settings(), directory);
        var deployment = new Deployment(broker.bootstrapServers(), "s3", PARTITIONS);
        var writer = deployment.writer();
        var _ = deployment.flusher(store)) {
      segments.add(writer.write(0, Map.of("shop", 100, "bank", 5)));
      await().atMost(SOON).until(() -> deployment.published().size() == 1);
      server.stop();
      for (int i = 0; i < 8; i++) {
        segments.add(writer.write(i % PARTITIONS, Map.of("shop", 100, "bank", 5)));
      }
      server.start();

      await().atMost(SOON).until(() -> deployment.published().size() >= segments.size());
      deployment.assertPublishedOnce(segments, store);
    }
  }

  @Test
  void closeDuringAnOutage_isQuickAndLosesNothing() throws Exception {
    FaultyStore store = new FaultyStore();
    List<SegmentId> segments = new ArrayList<>();
    try (var deployment = new Deployment(broker.bootstrapServers(), "close", PARTITIONS);
        var writer = deployment.writer()) {
      store.away(true);
      for (int i = 0; i < 8; i++) {
        segments.add(writer.write(i % PARTITIONS, Map.of("shop", 100)));
      }
      FlusherService first = deployment.flusher(store);
      await().atMost(SOON).until(() -> store.puts() > 3);
      long started = System.nanoTime();
      first.close();
      Duration took = Duration.ofNanos(System.nanoTime() - started);
      store.away(false);

      try (var _ = deployment.flusher(store)) {
        await().atMost(SOON).until(() -> deployment.published().size() >= segments.size());
      }

      assertThat(took).isLessThan(Duration.ofSeconds(8));
      deployment.assertPublishedOnce(segments, store);
    }
  }
}
