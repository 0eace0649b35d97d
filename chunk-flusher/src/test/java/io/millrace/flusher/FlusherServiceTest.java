package io.millrace.flusher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.embedded.EmbeddedBroker;
import io.millrace.schemas.catalog.CatalogRecord.SegmentPublished;
import io.millrace.schemas.catalog.ObjectEntry;
import io.millrace.schemas.catalog.SegmentId;
import io.millrace.schemas.chunks.ChunkPart;
import io.millrace.store.objectstore.MemoryObjectStore;
import io.millrace.store.objectstore.ObjectStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

class FlusherServiceTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int PARTITIONS = 4;

  @SuppressWarnings("NullAway.Init") // set before the tests
  private static EmbeddedBroker broker;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Deployment deployment;

  @SuppressWarnings("NullAway.Init") // set before each test
  private SegmentWriter writer;

  @BeforeAll
  static void startBroker() {
    broker = EmbeddedBroker.temporary().start();
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @BeforeEach
  void deploy(TestInfo test) throws InterruptedException {
    String name = test.getTestMethod().orElseThrow().getName();
    deployment = new Deployment(broker.bootstrapServers(), name, PARTITIONS);
    writer = deployment.writer();
  }

  @AfterEach
  void close() {
    writer.close();
    deployment.close();
  }

  private void awaitPublished(int count) {
    await().atMost(SOON).until(() -> deployment.published().size() >= count);
  }

  @Test
  void segments_becomeObjectsAndCatalogRecords() throws Exception {
    ObjectStore store = new MemoryObjectStore();
    List<SegmentId> segments = new ArrayList<>();
    try (var flusher = deployment.flusher(store)) {
      for (int i = 0; i < 12; i++) {
        segments.add(writer.write(i % PARTITIONS, Map.of("shop", 300, "bank", 20 + i)));
      }
      awaitPublished(12);

      assertThat(flusher.notReadyBecause()).isEmpty();
      assertThat(flusher.halted()).isEmpty();
    }

    deployment.assertPublishedOnce(segments, store);
    assertThat(deployment.catalog())
        .allSatisfy(
            event -> {
              var published = (SegmentPublished) event;
              assertThat(published.objects())
                  .extracting(entry -> entry.tenant().value())
                  .containsExactly("bank", "shop");
              assertThat(published.objects().getLast().rows()).isEqualTo(300);
              assertThat(published.deadLettered()).isEqualTo(1);
              assertThat(published.duplicates()).isEqualTo(2);
            });
  }

  @Test
  void segmentWithoutRows_isPublishedToo() throws Exception {
    ObjectStore store = new MemoryObjectStore();
    try (var _ = deployment.flusher(store)) {
      List<SegmentId> segments =
          List.of(writer.write(0, Map.of("shop", 5)), writer.write(0, Map.of()));
      awaitPublished(2);

      deployment.assertPublishedOnce(segments, store);
      assertThat(((SegmentPublished) deployment.catalog().getLast()).objects()).isEmpty();
    }
  }

  @Test
  void abortedSegments_areNeverPublished() throws Exception {
    ObjectStore store = new MemoryObjectStore();
    try (var _ = deployment.flusher(store)) {
      SegmentId first = writer.write(0, Map.of("shop", 5));
      SegmentId second = writer.next(0);
      List<ChunkPart> whole = writer.parts(second, Map.of("shop", 50));
      writer.abort(0, whole.subList(0, 1));
      writer.abort(0, whole);
      writer.commit(0, writer.parts(second, Map.of("shop", 7)));
      SegmentId third = writer.write(0, Map.of("shop", 5));
      awaitPublished(3);

      deployment.assertPublishedOnce(List.of(first, second, third), store);
      assertThat(((SegmentPublished) deployment.catalog().get(1)).objects())
          .extracting(ObjectEntry::rows)
          .containsExactly(7L);
    }
  }

  @Test
  void restart_findsWhatIsNotPublishedYet() throws Exception {
    FaultyStore store = new FaultyStore();
    List<SegmentId> segments = new ArrayList<>();
    try (var _ = deployment.flusher(store)) {
      for (int i = 0; i < 4; i++) {
        segments.add(writer.write(i % PARTITIONS, Map.of("shop", 50)));
      }
      awaitPublished(4);
    }
    for (int i = 0; i < 8; i++) {
      segments.add(writer.write(i % PARTITIONS, Map.of("shop", 50)));
    }

    try (var _ = deployment.flusher(store)) {
      awaitPublished(12);
    }

    deployment.assertPublishedOnce(segments, store);
    assertThat(store.puts()).isEqualTo(12);
  }

  @Test
  void objectsOfACrash_areReused() throws Exception {
    FaultyStore store = new FaultyStore();
    List<SegmentId> segments = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      segments.add(writer.write(i % PARTITIONS, Map.of("shop", 50, "bank", 9)));
    }
    store.silent(true);
    try (var _ = deployment.flusher(store)) {
      await().atMost(SOON).until(() -> store.stored() >= 8);
    }
    int stored = store.stored();
    store.silent(false);
    assertThat(deployment.published()).isEmpty();

    var registry = new SimpleMeterRegistry();
    try (var _ = deployment.flusher(store, registry, Map.of())) {
      awaitPublished(6);
    }

    deployment.assertPublishedOnce(segments, store);
    assertThat(registry.counter("millrace.flusher.objects.reused").count()).isEqualTo(stored);
    assertThat(registry.counter("millrace.flusher.objects.uploaded").count())
        .isEqualTo(12 - stored);
  }

  @Test
  void segmentsLargerThanTheBudget_arePublished() throws Exception {
    ObjectStore store = new MemoryObjectStore();
    List<SegmentId> segments = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      segments.add(writer.write(i % PARTITIONS, Map.of("bank", 400, "shop", 400)));
    }

    try (var flusher =
        deployment.flusher(
            store,
            new SimpleMeterRegistry(),
            Map.of("flusher.memory", "2KB", "kafka.max.poll.records", "3"))) {
      awaitPublished(12);

      await().atMost(SOON).until(() -> flusher.bufferedBytes() == 0);
    }

    deployment.assertPublishedOnce(segments, store);
  }
}
