package io.millrace.ingester;

import io.millrace.ingester.descriptor.SegmentLedger;
import io.millrace.schemas.topic.Topics;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;

/// The graph: `logs` → segments → `chunks` and `dead-letter`. Everything is bytes; the processor
/// decodes and encodes, since one record of `logs` is many rows and a segment many records.
final class IngesterTopology {
  static final String CHUNKS = "chunks";
  static final String DEAD_LETTER = "dead-letter";

  private static final String LOGS = "logs";
  private static final String SEGMENTS = "segments";

  private IngesterTopology() {}

  static Topology topology(
      Topics topics, ProcessorSupplier<byte[], byte[], byte[], byte[]> segments) {
    // Kafka-native producers may leave the timestamp out, which the usual extractor refuses.
    return new Topology()
        .addSource(
            AutoOffsetReset.earliest(),
            LOGS,
            (found, _) -> Math.max(0, found.timestamp()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer(),
            topics.logs())
        .addProcessor(SEGMENTS, segments, LOGS)
        .addStateStore(SegmentLedger.storeBuilder(), SEGMENTS)
        .addSink(
            CHUNKS,
            topics.chunks(),
            new ByteArraySerializer(),
            new ByteArraySerializer(),
            (_, key, _, _) -> Optional.of(Set.of(partition(key))),
            SEGMENTS)
        .addSink(
            DEAD_LETTER,
            topics.deadLetter(),
            new ByteArraySerializer(),
            new ByteArraySerializer(),
            SEGMENTS);
  }

  /// The key of a record of `chunks`: the partition of `logs`, which is the record's partition too.
  static byte[] key(int partition) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(partition).array();
  }

  private static int partition(byte[] key) {
    return ByteBuffer.wrap(key).getInt();
  }
}
