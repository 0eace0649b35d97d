package io.millrace.ingester.flush;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Where the partitions of `logs` begin and end at the moment. Safe for use by many threads; calls
/// block.
final class LogEnds {
  private static final Duration ASK = Duration.ofSeconds(10);
  private static final Duration PROBE = Duration.ofSeconds(1);

  private final Map<String, Object> settings;
  private final String topic;

  /// All partitions of the topic with the id `topicId`.
  record Ends(Uuid topicId, Map<Integer, Long> beginnings, Map<Integer, Long> ends) {}

  LogEnds(Map<String, String> kafka, String topic) {
    this.settings = new HashMap<>(kafka);
    settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
    settings.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
    settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "1");
    this.topic = topic;
  }

  /// The ends as any reader sees them, records of open transactions included.
  ///
  /// @throws KafkaException if the broker does not answer
  Ends read() throws InterruptedException {
    TopicDescription description = describe();
    List<TopicPartition> partitions =
        description.partitions().stream()
            .map(TopicPartitionInfo::partition)
            .map(p -> new TopicPartition(topic, p))
            .toList();
    try (Consumer<byte[], byte[]> consumer = consumer("read_uncommitted")) {
      return new Ends(
          description.topicId(),
          byPartition(consumer.beginningOffsets(partitions, ASK)),
          byPartition(consumer.endOffsets(partitions, ASK)));
    }
  }

  /// Whether there is a record in `[from, to)`. Offsets may belong to transaction markers, and no
  /// segment ever ends behind those at the end of a partition.
  boolean hasRecords(int partition, long from, long to) {
    TopicPartition where = new TopicPartition(topic, partition);
    try (Consumer<byte[], byte[]> consumer = consumer("read_committed")) {
      consumer.assign(List.of(where));
      consumer.seek(where, from);
      var found = consumer.poll(PROBE).records(where);
      if (!found.isEmpty()) {
        return found.getFirst().offset() < to;
      }
      return consumer.position(where, ASK) < to;
    }
  }

  private Consumer<byte[], byte[]> consumer(String isolation) {
    Map<String, Object> mine = new HashMap<>(settings);
    mine.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation);
    mine.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    return new KafkaConsumer<>(mine);
  }

  private TopicDescription describe() throws InterruptedException {
    try (Admin admin = Admin.create(settings)) {
      TopicDescription found =
          admin
              .describeTopics(List.of(topic))
              .allTopicNames()
              .get(ASK.toMillis(), TimeUnit.MILLISECONDS)
              .get(topic);
      if (found == null) {
        throw new KafkaException("no topic " + topic);
      }
      return found;
    } catch (ExecutionException e) {
      throw new KafkaException(e.getCause());
    } catch (TimeoutException e) {
      throw new KafkaException("broker did not answer within " + ASK, e);
    }
  }

  private static Map<Integer, Long> byPartition(Map<TopicPartition, Long> offsets) {
    Map<Integer, Long> byPartition = new TreeMap<>();
    offsets.forEach((partition, offset) -> byPartition.put(partition.partition(), offset));
    return byPartition;
  }
}
