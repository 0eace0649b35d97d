package io.millrace.standalone.fsck;

import io.millrace.schemas.catalog.CatalogRecord;
import io.millrace.schemas.catalog.CatalogRecordSerde;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Reads the topic `catalog` once, from its beginning to what was committed when it began.
final class CatalogReader {
  private static final Duration POLL = Duration.ofMillis(200);

  private CatalogReader() {}

  /// Hands each record to `each`, in order.
  static void read(
      Map<String, String> kafka,
      String catalogTopic,
      CatalogRecordSerde serde,
      Consumer<CatalogRecord> each) {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put(
        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
        IsolationLevel.READ_COMMITTED.toString().toLowerCase(Locale.ROOT));
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    var partition = new TopicPartition(catalogTopic, 0);
    var bytes = new ByteArrayDeserializer();
    try (var consumer = new KafkaConsumer<>(settings, bytes, bytes)) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      while (consumer.position(partition) < end) {
        for (ConsumerRecord<byte[], byte[]> entry : consumer.poll(POLL)) {
          if (entry.value() != null) {
            each.accept(serde.deserialize(catalogTopic, entry.value()));
          }
        }
      }
    }
  }
}
