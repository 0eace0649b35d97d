package io.millrace.flusher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.embedded.EmbeddedBroker;
import io.millrace.schemas.catalog.SegmentId;
import io.millrace.schemas.chunks.ChunkPart;
import io.millrace.schemas.model.OffsetRange;
import io.millrace.schemas.model.TenantId;
import io.millrace.store.object.ObjectAssembler;
import io.millrace.store.object.ObjectNames;
import io.millrace.store.objectstore.MemoryObjectStore;
import io.millrace.store.objectstore.ObjectStore;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/// What is broken in `chunks` or in the bucket halts its partition and nothing else. Partition 0 is
/// the one with the fault.
class BrokenSegmentTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  @SuppressWarnings("NullAway.Init") // set before the tests
  private static EmbeddedBroker broker;

  private final ObjectStore store = new MemoryObjectStore();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

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
    deployment = new Deployment(broker.bootstrapServers(), name, 2);
    writer = deployment.writer();
  }

  @AfterEach
  void close() {
    writer.close();
    deployment.close();
  }

  private FlusherService flusher() {
    registry.clear();
    return deployment.flusher(store, registry, Map.of());
  }

  /// Partition 0 stands at `reason` with only `published` of it in the catalog, while partition 1
  /// goes on.
  private void assertHalted(FlusherService flusher, String reason, SegmentId... published)
      throws Exception {
    await().atMost(SOON).until(() -> !flusher.halted().isEmpty());
    List<SegmentId> expected = new ArrayList<>(List.of(published));
    writer.write(0, Map.of("shop", 5));
    for (int i = 0; i < 3; i++) {
      expected.add(writer.write(1, Map.of("shop", 5)));
    }
    await().atMost(SOON).until(() -> deployment.published().size() >= expected.size());

    assertThat(deployment.published()).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(flusher.halted()).hasSize(1).first().asString().contains(reason);
    assertThat(registry.get("millrace.flusher.halted.partitions").gauge().value()).isEqualTo(1);
  }

  @Test
  void missingPart_isReportedAndNotPublished() throws Exception {
    try (var flusher = flusher()) {
      SegmentId sound = writer.write(0, Map.of("shop", 5));
      SegmentId broken = writer.next(0);
      List<ChunkPart> parts = new ArrayList<>(writer.parts(broken, Map.of("shop", 500)));
      parts.remove(1);
      writer.commit(0, parts);

      assertHalted(flusher, "needs part 1, found part 2", sound);
    }
  }

  @Test
  void missingTrailer_isReportedAndNotPublished() throws Exception {
    try (var flusher = flusher()) {
      List<ChunkPart> parts = writer.parts(writer.next(0), Map.of("shop", 500));
      writer.commit(0, parts.subList(0, parts.size() - 1));
      writer.write(0, Map.of("shop", 5));

      assertHalted(flusher, "ends without trailer");
    }
  }

  @Test
  void undecodableRecord_isReported() throws Exception {
    try (var flusher = flusher()) {
      SegmentId sound = writer.write(0, Map.of("shop", 5));
      writer.send(0, new byte[] {1, 2, 3, 4, 5, 6});

      assertHalted(flusher, "partition 0 halted at offset", sound);
    }
  }

  @Test
  void pagesThatDoNotFitTheirSummary_areReported() throws Exception {
    try (var flusher = flusher()) {
      List<ChunkPart> parts = new ArrayList<>(writer.parts(writer.next(0), Map.of("shop", 500)));
      var first = (ChunkPart.Pages) parts.getFirst();
      byte[] shorter = Arrays.copyOf(first.payload(), first.payload().length - 1);
      parts.set(0, new ChunkPart.Pages(first.segment(), 0, first.tenant(), shorter));
      writer.commit(0, parts);

      assertHalted(flusher, "do not fit");
    }
  }

  @Test
  void rowsThatDoNotAddUp_areReported() throws Exception {
    try (var flusher = flusher()) {
      List<ChunkPart> parts = new ArrayList<>(writer.parts(writer.next(0), Map.of("shop", 50)));
      var trailer = (ChunkPart.Trailer) parts.removeLast();
      parts.add(
          new ChunkPart.Trailer(
              trailer.segment(), trailer.sequence(), trailer.tenants(), 51, 0, 0));
      writer.commit(0, parts);

      assertHalted(flusher, "announces 51 rows, its objects have 50");
    }
  }

  @Test
  void foreignObjectUnderTheName_isReportedAndLeftAlone() throws Exception {
    var segment = new SegmentId(SegmentWriter.TOPIC_ID, new OffsetRange(0, 0, 10), 0);
    var tenant = new TenantId("shop");
    var assembler = new ObjectAssembler(segment, tenant);
    byte[] summary = new byte[0];
    for (ChunkPart part : writer.parts(segment, Map.of("shop", 49))) {
      switch (part) {
        case ChunkPart.Pages pages -> assembler.addPages(pages.payload());
        case ChunkPart.Summary last -> summary = last.payload();
        case ChunkPart.Trailer _ -> {}
      }
    }
    String name = ObjectNames.of(segment, tenant);
    store.putIfAbsent(name, assembler.finish(summary).content());
    long size = store.size(name);

    try (var flusher = flusher()) {
      writer.write(0, Map.of("shop", 50));

      assertHalted(flusher, "is there with segments");
    }
    assertThat(store.size(name)).isEqualTo(size);
  }

  @Test
  void garbageUnderTheName_isReportedAndLeftAlone() throws Exception {
    var segment = new SegmentId(SegmentWriter.TOPIC_ID, new OffsetRange(0, 0, 10), 0);
    String name = ObjectNames.of(segment, new TenantId("shop"));
    store.putIfAbsent(name, List.of(ByteBuffer.wrap(new byte[1000])));

    try (var flusher = flusher()) {
      writer.write(0, Map.of("shop", 50));

      assertHalted(flusher, "is there and cannot be read");
    }
    assertThat(store.read(name, 0, 1000)).isEqualTo(new byte[1000]);
  }

  @Test
  void recordsThatKafkaDroppedUnread_areReported() throws Exception {
    SegmentId sound = writer.write(0, Map.of("shop", 5));
    try (var _ = flusher()) {
      await().atMost(SOON).until(() -> deployment.published().size() == 1);
    }
    writer.write(0, Map.of("shop", 5));
    deployment.deleteChunks(0);

    try (var flusher = flusher()) {
      assertHalted(flusher, "which is no longer there", sound);
    }
  }

  @Test
  void segmentsThatDoNotTile_arePublishedAndCounted() throws Exception {
    try (var flusher = flusher()) {
      SegmentId first = writer.write(0, Map.of("shop", 5));
      writer.next(0);
      SegmentId third = writer.write(0, Map.of("shop", 5));
      await().atMost(SOON).until(() -> deployment.published().size() == 2);

      assertThat(deployment.published()).containsExactly(first, third);
      assertThat(flusher.halted()).isEmpty();
      assertThat(registry.counter("millrace.flusher.tiling.breaks").count()).isEqualTo(1);
    }
  }
}
