package io.millrace.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.schemas.logs.LabelMapCodec;
import io.millrace.schemas.logs.LogBatchReader;
import io.millrace.schemas.logs.LogBatchVisitor;
import io.millrace.schemas.model.Labels;
import io.millrace.schemas.wire.BadRecordException;
import io.millrace.schemas.wire.BuiltInSchemaIds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// What lies in `logs`, line by line.
final class StoredLines {
  /// One line as it is stored; `metadata` is the map's canonical text.
  record Line(
      int partition,
      String key,
      String tenant,
      String labels,
      long timestamp,
      String line,
      String metadata) {}

  private StoredLines() {}

  /// Every line of the topic, by partition and offset.
  static List<Line> read(String bootstrapServers) throws BadRecordException {
    List<Line> lines = new ArrayList<>();
    Map<String, Object> config =
        Map.of("bootstrap.servers", bootstrapServers, "fetch.max.wait.ms", 10);
    try (var consumer =
            new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        var reader =
            new LogBatchReader(new BuiltInSchemaIds(), LogBatchReader.DEFAULT_MAX_RAW_BYTES)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor("millrace.logs").stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          reader.read(record.value(), new Collector(record, lines));
        }
      }
    }
    return lines;
  }

  private static final class Collector implements LogBatchVisitor {
    private final ConsumerRecord<byte[], byte[]> record;
    private final List<Line> lines;
    private String tenant = "";
    private String labels = "";

    Collector(ConsumerRecord<byte[], byte[]> record, List<Line> lines) {
      this.record = record;
      this.lines = lines;
    }

    @Override
    public void tenant(byte[] data, int offset, int length) {
      tenant = new String(data, offset, length, UTF_8);
    }

    @Override
    public void stream(byte[] data, int labelsOffset, int labelsLength) {
      labels = text(data, labelsOffset, labelsLength);
    }

    @Override
    public void entry(
        long timestamp,
        byte[] data,
        int lineOffset,
        int lineLength,
        byte[] metadata,
        int metadataOffset,
        int metadataLength) {
      lines.add(
          new Line(
              record.partition(),
              new String(record.key(), UTF_8),
              tenant,
              labels,
              timestamp,
              new String(data, lineOffset, lineLength, UTF_8),
              text(metadata, metadataOffset, metadataLength)));
    }

    private static String text(byte[] map, int offset, int length) {
      try {
        return Labels.of(LabelMapCodec.decode(map, offset, length)).toString();
      } catch (BadRecordException e) {
        throw new AssertionError(e);
      }
    }
  }
}
