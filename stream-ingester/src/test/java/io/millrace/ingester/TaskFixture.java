package io.millrace.ingester;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.ingester.assemble.EncoderPool;
import io.millrace.ingester.assemble.MemoryBudget;
import io.millrace.ingester.assemble.TestRows;
import io.millrace.ingester.assemble.TestRows.Row;
import io.millrace.ingester.descriptor.Descriptor;
import io.millrace.ingester.descriptor.SegmentLedger;
import io.millrace.ingester.flush.FlushBoard;
import io.millrace.ingester.replay.SegmentRebuilder;
import io.millrace.ingester.shelf.PartitionView;
import io.millrace.ingester.shelf.SealedSegment;
import io.millrace.ingester.shelf.Shelf;
import io.millrace.ingester.shelf.SpillSpace;
import io.millrace.schemas.chunks.ChunkPart;
import io.millrace.schemas.chunks.ChunkPart.Trailer;
import io.millrace.schemas.chunks.ChunkPartSerde;
import io.millrace.schemas.topic.Topics;
import io.millrace.schemas.wire.BuiltInSchemaIds;
import io.millrace.schemas.wire.SchemaIds;
import io.millrace.store.page.Codec;
import io.millrace.store.segment.SegmentEncoding;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;

/// One partition's task without a broker: segments are old after ten minutes and idle after two.
final class TaskFixture implements AutoCloseable {
  private static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX);
  private static final Duration AGE = Duration.ofMinutes(10);
  private static final Duration IDLE = Duration.ofMinutes(2);

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final AtomicLong watermark = new AtomicLong();
  private final AtomicInteger watermarkQuestions = new AtomicInteger();
  private final ChunkPartSerde serde = new ChunkPartSerde();
  private final MemorySourceLog log;
  private final IngesterParts parts;
  private final TopologyTestDriver driver;
  private final TestInputTopic<byte[], byte[]> logs;
  private final TestOutputTopic<byte[], byte[]> deadLetters;
  private final List<byte[]> chunkValues = new ArrayList<>();
  private final TestOutputTopic<byte[], byte[]> chunks;

  record Limits(long segmentBytes, long memoryBytes, long spillBytes) {}

  static TaskFixture inMemory(Path directory, long segmentBytes) throws IOException {
    return with(directory, new Limits(segmentBytes, 1 << 30, 1 << 30));
  }

  static TaskFixture with(Path directory, Limits limits) throws IOException {
    return new TaskFixture(directory, limits, new MemorySourceLog(), Map.of());
  }

  static TaskFixture over(Path directory, MemorySourceLog log, Map<Long, Descriptor> stored)
      throws IOException {
    return over(directory, log, stored, 1 << 20);
  }

  static TaskFixture over(
      Path directory, MemorySourceLog log, Map<Long, Descriptor> stored, long segmentBytes)
      throws IOException {
    return new TaskFixture(directory, new Limits(segmentBytes, 1 << 30, 1 << 30), log, stored);
  }

  private TaskFixture(
      Path directory, Limits limits, MemorySourceLog log, Map<Long, Descriptor> stored)
      throws IOException {
    this.log = log;
    SchemaIds ids = new BuiltInSchemaIds();
    MemoryBudget budget = new MemoryBudget(limits.memoryBytes());
    this.parts =
        new IngesterParts(
            new CutPolicy(limits.segmentBytes(), AGE, IDLE),
            log,
            (_, _) -> {
              watermarkQuestions.incrementAndGet();
              return watermark.get();
            },
            new Shelf(),
            new SpillSpace(directory, limits.spillBytes()),
            budget,
            new SegmentRebuilder(log, ids, budget),
            new FlushBoard(),
            new EncoderPool(SegmentEncoding.flush(Codec.ZSTD)),
            ids,
            part -> serde.encode(TOPICS.chunks(), part),
            new IngesterMetrics(registry));
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    settings.put(StreamsConfig.STATE_DIR_CONFIG, directory.resolve("state").toString());
    this.driver =
        new TopologyTestDriver(
            IngesterTopology.topology(TOPICS, () -> new Seeded(parts, stored)),
            settings,
            Instant.ofEpochMilli(1_000_000));
    this.logs =
        driver.createInputTopic(
            TOPICS.logs(), new ByteArraySerializer(), new ByteArraySerializer());
    this.chunks =
        driver.createOutputTopic(
            TOPICS.chunks(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    this.deadLetters =
        driver.createOutputTopic(
            TOPICS.deadLetter(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  IngesterParts parts() {
    return parts;
  }

  void push(List<Row> rows) {
    pushBytes(new byte[0], TestRows.batch(rows));
  }

  void pushBytes(byte[] key, byte[] value) {
    log.add(value);
    logs.pipeInput(key, value);
  }

  /// The driver counts offsets from 0: moves it on, with records that the task has read already.
  void skipTo(long offset) {
    for (long i = 0; i < offset; i++) {
      logs.pipeInput(new byte[0], new byte[] {1});
    }
  }

  void advance(Duration time) {
    driver.advanceWallClockTime(time);
  }

  void flush() {
    parts.flushes().ask(0, view().next());
    advance(Duration.ofMillis(200));
  }

  void publish(long offset) {
    watermark.set(offset);
  }

  int watermarkQuestions() {
    return watermarkQuestions.get();
  }

  PartitionView view() {
    return parts.shelf().view(0).orElseThrow();
  }

  double cuts(String reason) {
    return registry.get("millrace.ingester.segments.cut").tag("reason", reason).counter().count();
  }

  List<byte[]> chunkValues() {
    chunkValues.addAll(chunks.readValuesToList());
    return chunkValues;
  }

  List<ChunkPart> chunkParts() {
    return chunkValues().stream()
        .map(value -> Objects.requireNonNull(serde.deserialize(TOPICS.chunks(), value)))
        .toList();
  }

  List<Trailer> trailers() {
    return chunkParts().stream()
        .filter(part -> part instanceof Trailer)
        .map(Trailer.class::cast)
        .toList();
  }

  List<Row> published() throws IOException {
    return ChunkReading.rows(chunkParts());
  }

  List<TestRecord<byte[], byte[]>> deadLetters() {
    return deadLetters.readRecordsToList();
  }

  /// Whether the sealed segments and the open one follow upon one another from 0 on.
  boolean tiled() {
    long next = 0;
    for (SealedSegment segment : view().sealed()) {
      if (segment.range().from() != next) {
        return false;
      }
      next = segment.range().to();
    }
    return view().openFrom() == next;
  }

  Map<Long, Descriptor> store() {
    Map<Long, Descriptor> stored = new TreeMap<>();
    try (KeyValueIterator<Long, Descriptor> all =
        driver.<Long, Descriptor>getKeyValueStore(SegmentLedger.STORE).all()) {
      while (all.hasNext()) {
        KeyValue<Long, Descriptor> entry = all.next();
        stored.put(entry.key, entry.value);
      }
    }
    return stored;
  }

  List<String> descriptors() {
    return store().values().stream()
        .map(
            descriptor ->
                switch (descriptor) {
                  case Descriptor.Open open -> "open " + open.from();
                  case Descriptor.Cut cut -> "cut " + cut.from() + "-" + cut.to();
                })
        .toList();
  }

  @Override
  public void close() {
    driver.close();
    parts.rebuilder().close();
    parts.encoders().close();
  }

  /// The processor over a store that holds something already, as after a restore.
  private static final class Seeded implements Processor<byte[], byte[], byte[], byte[]> {
    private final SegmentsProcessor processor;
    private final Map<Long, Descriptor> stored;

    Seeded(IngesterParts parts, Map<Long, Descriptor> stored) {
      this.processor = new SegmentsProcessor(parts);
      this.stored = stored;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
      KeyValueStore<Long, Descriptor> store = context.getStateStore(SegmentLedger.STORE);
      stored.forEach(store::put);
      processor.init(context);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
      processor.process(record);
    }

    @Override
    public void close() {
      processor.close();
    }
  }
}
