package io.millrace.ingester;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.embedded.EmbeddedBroker;
import io.millrace.ingester.assemble.TestRows;
import io.millrace.ingester.assemble.TestRows.Row;
import io.millrace.schemas.catalog.CatalogRecord;
import io.millrace.schemas.catalog.CatalogRecordSerde;
import io.millrace.schemas.catalog.SegmentId;
import io.millrace.schemas.chunks.ChunkPart;
import io.millrace.schemas.chunks.ChunkPartSerde;
import io.millrace.schemas.topic.TopicCreator;
import io.millrace.schemas.topic.TopicSpecs;
import io.millrace.schemas.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// A broker with the topics of one deployment, and a producer.
final class Broker implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);

  private final Topics topics;
  private final String servers;
  private final KafkaProducer<byte[], byte[]> producer;
  private final ChunkPartSerde chunkParts = new ChunkPartSerde();
  private final CatalogRecordSerde catalogRecords = new CatalogRecordSerde();

  /// Makes topics with a prefix of their own on a running broker.
  Broker(EmbeddedBroker broker, String prefix, int partitions) throws InterruptedException {
    this.topics = new Topics(prefix);
    this.servers = broker.bootstrapServers();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      new TopicCreator(admin, Duration.ofSeconds(30)).create(TopicSpecs.of(topics, partitions));
    }
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", servers, "acks", "all"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  Topics topics() {
    return topics;
  }

  String servers() {
    return servers;
  }

  /// One record of `logs`, acknowledged.
  void push(int partition, List<Row> rows) throws InterruptedException, ExecutionException {
    pushBytes(partition, TestRows.batch(rows));
  }

  void pushBytes(int partition, byte[] value) throws InterruptedException, ExecutionException {
    var _ = producer.send(new ProducerRecord<>(topics.logs(), partition, null, value)).get();
  }

  /// One record of `logs` in a transaction that is committed or aborted.
  void pushInTransaction(int partition, List<Row> rows, boolean commit) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", servers, "transactional.id", topics.prefix() + partition);
    try (var transactional =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      transactional.initTransactions();
      transactional.beginTransaction();
      var _ =
          transactional.send(
              new ProducerRecord<>(topics.logs(), partition, null, TestRows.batch(rows)));
      transactional.flush();
      if (commit) {
        transactional.commitTransaction();
      } else {
        transactional.abortTransaction();
      }
    }
  }

  /// Deletes the records of `logs` below an offset, as retention does.
  void deleteBefore(int partition, long offset) throws InterruptedException, ExecutionException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      admin
          .deleteRecords(
              Map.of(
                  new TopicPartition(topics.logs(), partition),
                  RecordsToDelete.beforeOffset(offset)))
          .all()
          .get();
    }
  }

  /// Tells the catalog of a segment, as a flusher does.
  void publish(SegmentId segment) throws InterruptedException, ExecutionException {
    CatalogRecord published =
        new CatalogRecord.SegmentPublished(segment, List.of(), 0, 0, System.currentTimeMillis());
    byte[] value = catalogRecords.serialize(topics.catalog(), published);
    byte[] key = segment.toString().getBytes(UTF_8);
    var _ = producer.send(new ProducerRecord<>(topics.catalog(), key, value)).get();
  }

  /// The committed records of a topic, by partition.
  Map<Integer, List<ConsumerRecord<byte[], byte[]>>> read(String topic) {
    Map<Integer, List<ConsumerRecord<byte[], byte[]>>> read = new TreeMap<>();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      List<TopicPartition> all =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(all);
      consumer.seekToBeginning(all);
      Map<TopicPartition, Long> ends = consumer.endOffsets(all);
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        for (ConsumerRecord<byte[], byte[]> found : consumer.poll(POLL)) {
          read.computeIfAbsent(found.partition(), _ -> new ArrayList<>()).add(found);
        }
      }
    }
    return read;
  }

  /// The end offset of each partition of a topic.
  Map<Integer, Long> ends(String topic) {
    Map<Integer, Long> ends = new TreeMap<>();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      List<TopicPartition> all =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.endOffsets(all).forEach((where, end) -> ends.put(where.partition(), end));
    }
    return ends;
  }

  /// The committed parts of `chunks`, by partition.
  Map<Integer, List<ChunkPart>> chunks() {
    Map<Integer, List<ChunkPart>> parts = new TreeMap<>();
    read(topics.chunks())
        .forEach(
            (partition, found) ->
                parts.put(
                    partition,
                    found.stream()
                        .map(r -> chunkParts.deserialize(topics.chunks(), r.value()))
                        .map(Objects::requireNonNull)
                        .toList()));
    return parts;
  }

  /// The committed parts of one partition of `chunks`.
  List<ChunkPart> chunks(int partition) {
    return chunks().getOrDefault(partition, List.of());
  }

  /// Settings for an ingester with small segments.
  Map<String, String> settings(Path directory, int port) {
    Map<String, String> settings = new HashMap<>();
    settings.put("kafka.bootstrap.servers", servers);
    settings.put("topics.prefix", topics.prefix());
    settings.put("data.dir", directory.toString());
    settings.put("http.port", Integer.toString(port));
    settings.put("ingester.advertised.address", "127.0.0.1:" + port);
    settings.put("ingester.commit.interval", "200ms");
    settings.put("ingester.memory.bytes", "64MiB");
    return settings;
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of("bootstrap.servers", servers, "isolation.level", "read_committed"),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  @Override
  public void close() {
    producer.close();
  }
}
