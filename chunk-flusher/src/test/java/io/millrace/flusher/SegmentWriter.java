package io.millrace.flusher;

import io.millrace.schemas.catalog.SegmentId;
import io.millrace.schemas.chunks.ChunkPart;
import io.millrace.schemas.chunks.ChunkPart.Pages;
import io.millrace.schemas.chunks.ChunkPart.Summary;
import io.millrace.schemas.chunks.ChunkPart.Trailer;
import io.millrace.schemas.chunks.ChunkPartSerde;
import io.millrace.schemas.model.Labels;
import io.millrace.schemas.model.OffsetRange;
import io.millrace.schemas.model.TenantId;
import io.millrace.store.page.Codec;
import io.millrace.store.segment.SegmentEncoding;
import io.millrace.store.segment.TenantSegmentEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Writes closed segments to `chunks` as an ingester does: encoded pages in parts, one transaction
/// for each segment, each segment of a partition where the last one ended.
final class SegmentWriter implements AutoCloseable {
  static final String TOPIC_ID = "logs-topic-id";

  /// Records of `logs` in a segment.
  static final int RECORDS = 10;

  private static final int MAX_PART_BYTES = 4 << 10;

  private final String topic;
  private final ChunkPartSerde serde = new ChunkPartSerde();
  private final KafkaProducer<byte[], byte[]> producer;
  private final Map<Integer, Long> ends = new HashMap<>();
  private final Random random = new Random(7);

  SegmentWriter(String bootstrapServers, String topic) {
    this.topic = topic;
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers, "transactional.id", "ingester-" + topic),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    producer.initTransactions();
  }

  /// The next segment of a partition.
  SegmentId next(int partition) {
    long from = ends.getOrDefault(partition, 0L);
    ends.put(partition, from + RECORDS);
    return new SegmentId(TOPIC_ID, new OffsetRange(partition, from, from + RECORDS), 0);
  }

  /// Commits the next segment of `partition` with so many rows for each tenant.
  SegmentId write(int partition, Map<String, Integer> rowsOfTenants) {
    SegmentId segment = next(partition);
    commit(partition, parts(segment, rowsOfTenants));
    return segment;
  }

  void commit(int partition, List<ChunkPart> parts) {
    producer.beginTransaction();
    send(partition, parts);
    producer.commitTransaction();
  }

  void abort(int partition, List<ChunkPart> parts) {
    producer.beginTransaction();
    send(partition, parts);
    producer.flush();
    producer.abortTransaction();
  }

  void send(int partition, byte[] value) {
    producer.beginTransaction();
    var _ = producer.send(new ProducerRecord<>(topic, partition, null, value));
    producer.commitTransaction();
  }

  /// All records of a segment, in order.
  List<ChunkPart> parts(SegmentId segment, Map<String, Integer> rowsOfTenants) {
    SortedMap<String, Integer> tenants = new TreeMap<>(rowsOfTenants);
    List<ChunkPart> parts = new ArrayList<>();
    long rows = 0;
    for (var entry : tenants.entrySet()) {
      addTenant(segment, new TenantId(entry.getKey()), entry.getValue(), parts);
      rows += entry.getValue();
    }
    parts.add(new Trailer(segment, parts.size(), tenants.size(), rows, 1, 2));
    return parts;
  }

  private void addTenant(SegmentId segment, TenantId tenant, int rows, List<ChunkPart> parts) {
    var encoding = new SegmentEncoding(Codec.ZSTD, 1, 0, MAX_PART_BYTES, 1 << 16);
    try (var encoder =
        new TenantSegmentEncoder(
            encoding, payload -> parts.add(new Pages(segment, parts.size(), tenant, payload)))) {
      encoder.beginStream(Labels.of(Map.of("app", tenant.value())));
      for (int row = 0; row < rows; row++) {
        long number = segment.range().from() * 1000 + row;
        byte[] line =
            "request %d took %d ms %x"
                .formatted(number, random.nextInt(1000), random.nextLong())
                .getBytes(StandardCharsets.UTF_8);
        encoder.addRow(
            1_700_000_000_000_000_000L + number, line, 0, line.length, new byte[1], 0, 1);
      }
      byte[] summary = encoder.finish();
      parts.add(new Summary(segment, parts.size(), tenant, summary));
    }
  }

  private void send(int partition, List<ChunkPart> parts) {
    for (ChunkPart part : parts) {
      var _ =
          producer.send(new ProducerRecord<>(topic, partition, null, serde.encode(topic, part)));
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
