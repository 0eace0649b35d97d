package io.millrace.flusher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.embedded.EmbeddedBroker;
import io.millrace.schemas.catalog.SegmentId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FencingTest {
  private static final Duration SOON = Duration.ofSeconds(90);
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
  void zombie_cannotPublishWhatItsSuccessorPublished() throws Exception {
    FaultyStore store = new FaultyStore();
    var registry = new SimpleMeterRegistry();
    Standstill standstill = Standstill.named("zombie");
    List<SegmentId> segments = new ArrayList<>();
    try (var deployment = new Deployment(broker.bootstrapServers(), "zombie", PARTITIONS);
        var writer = deployment.writer()) {
      Map<String, String> frozenInItsTransaction =
          Map.of(
              "kafka.interceptor.classes",
              Standstill.Interceptor.class.getName(),
              Standstill.SETTING,
              "zombie",
              "kafka.max.poll.interval.ms",
              "6000");
      try (var zombie = deployment.flusher(store, registry, frozenInItsTransaction)) {
        for (int i = 0; i < PARTITIONS; i++) {
          segments.add(writer.write(i, Map.of("shop", 100)));
        }
        standstill.awaitReached();
        try (var successor = deployment.flusher(store)) {
          await().atMost(SOON).until(() -> deployment.published().size() >= segments.size());
          standstill.release();
          await()
              .atMost(SOON)
              .until(() -> registry.counter("millrace.flusher.publish.failures").count() > 0);
          for (int i = 0; i < PARTITIONS; i++) {
            segments.add(writer.write(i, Map.of("shop", 100)));
          }
          await().atMost(SOON).until(() -> deployment.published().size() >= segments.size());

          deployment.assertPublishedOnce(segments, store);
          assertThat(zombie.halted()).isEmpty();
          assertThat(successor.halted()).isEmpty();
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void flushersThatComeAndGo_publishEverythingOnce(long seed) throws Exception {
    Random random = new Random(seed);
    FaultyStore store = new FaultyStore();
    List<SegmentId> segments = new ArrayList<>();
    Deque<FlusherService> running = new ArrayDeque<>();
    try (var deployment =
            new Deployment(broker.bootstrapServers(), "come-and-go-" + seed, PARTITIONS);
        var writer = deployment.writer()) {
      try {
        running.add(deployment.flusher(store));
        for (int step = 0; step < 60; step++) {
          segments.add(
              writer.write(
                  random.nextInt(PARTITIONS), Map.of("shop", 1 + random.nextInt(500), "bank", 3)));
          if (random.nextInt(12) == 0 && running.size() < 3) {
            running.add(deployment.flusher(store));
          } else if (random.nextInt(12) == 0 && running.size() > 1) {
            running.removeFirst().close();
          }
        }
        await().atMost(SOON).until(() -> deployment.published().size() >= segments.size());

        deployment.assertPublishedOnce(segments, store);
      } finally {
        running.forEach(FlusherService::close);
      }
    }
  }
}
