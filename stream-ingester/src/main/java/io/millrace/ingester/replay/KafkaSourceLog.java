package io.millrace.ingester.replay;

import io.millrace.schemas.model.OffsetRange;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `logs` behind Kafka's clients: a consumer for each reading at a time, without a group.
public final class KafkaSourceLog implements SourceLog, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaSourceLog.class);
  private static final Duration ASK = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration STUCK = Duration.ofSeconds(60);
  private static final Duration STOP = Duration.ofSeconds(1);
  private static final Duration PROGRESS = Duration.ofSeconds(5);

  private final Map<String, Object> consumerSettings;
  private final Admin admin;
  private final String topic;
  private final String group;

  /// Consumers between two readings, since making one costs more than reading a small segment.
  private final Queue<Consumer<byte[], byte[]>> idle = new ConcurrentLinkedQueue<>();

  private volatile boolean closed;

  /// Opens a connection to the brokers. `kafka` are client settings with at least
  /// `bootstrap.servers`, `group` the group whose committed offsets say how far processing has
  /// come.
  public KafkaSourceLog(Map<String, String> kafka, String topic, String group) {
    Map<String, Object> settings = new HashMap<>(kafka);
    this.admin = Admin.create(settings);
    settings.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
    settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
    settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "100");
    // What is read is there: the fetch behind the end of one reading must not hold up the next.
    settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "10");
    this.consumerSettings = settings;
    this.topic = topic;
    this.group = group;
  }

  @Override
  public Facts facts(int partition) {
    TopicPartition where = new TopicPartition(topic, partition);
    var description = admin.describeTopics(List.of(topic)).topicNameValues().get(topic);
    var beginning = admin.listOffsets(Map.of(where, OffsetSpec.earliest())).partitionResult(where);
    var spec = new ListConsumerGroupOffsetsSpec().topicPartitions(List.of(where));
    // A transaction that a dead process left open may still decide what is committed: wait for it.
    var stable = new ListConsumerGroupOffsetsOptions().requireStable(true);
    var offsets =
        admin
            .listConsumerGroupOffsets(Map.of(group, spec), stable)
            .partitionsToOffsetAndMetadata(group);
    OffsetAndMetadata committed = answer(offsets).get(where);
    return new Facts(
        answer(Objects.requireNonNull(description)).topicId(),
        answer(beginning).offset(),
        committed == null ? OptionalLong.empty() : OptionalLong.of(committed.offset()));
  }

  @Override
  public long read(OffsetRange range, RecordSink sink) {
    if (range.records() == 0) {
      return range.to();
    }
    TopicPartition where = new TopicPartition(topic, range.partition());
    Consumer<byte[], byte[]> consumer = takeConsumer();
    try {
      consumer.assign(List.of(where));
      consumer.seek(where, range.from());
      long next = new Reading(consumer, where, range).run(sink);
      consumer.unsubscribe();
      idle.add(consumer);
      return next;
    } catch (OffsetOutOfRangeException e) {
      long beginning = consumer.beginningOffsets(List.of(where), ASK).getOrDefault(where, 0L);
      consumer.close(CloseOptions.timeout(STOP));
      throw new TruncatedLogException(range, beginning);
    } catch (RuntimeException e) {
      consumer.close(CloseOptions.timeout(STOP));
      throw e;
    }
  }

  private Consumer<byte[], byte[]> takeConsumer() {
    Consumer<byte[], byte[]> found = idle.poll();
    return found == null ? new KafkaConsumer<>(consumerSettings) : found;
  }

  /// Ends readings that are under way, by an exception.
  @Override
  public void close() {
    closed = true;
    for (var consumer = idle.poll(); consumer != null; consumer = idle.poll()) {
      consumer.close(CloseOptions.timeout(STOP));
    }
    admin.close(STOP);
  }

  private static <T> T answer(KafkaFuture<T> future) {
    try {
      return future.get(ASK.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
    } catch (TimeoutException e) {
      throw new KafkaException("broker did not answer within " + ASK, e);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  /// One reading. It ends where the consumer's position passes the end, for the last offsets may be
  /// those of transaction markers, which are no records.
  private final class Reading {
    private final Consumer<byte[], byte[]> consumer;
    private final TopicPartition where;
    private final OffsetRange range;
    private final long started = System.nanoTime();
    private long lastProgress = started;
    private long lastReport = started;
    private long bytes;

    Reading(Consumer<byte[], byte[]> consumer, TopicPartition where, OffsetRange range) {
      this.consumer = consumer;
      this.where = where;
      this.range = range;
    }

    long run(RecordSink sink) {
      long position = range.from();
      while (position < range.to()) {
        for (ConsumerRecord<byte[], byte[]> found : consumer.poll(POLL).records(where)) {
          if (found.offset() >= range.to()) {
            return range.to();
          }
          bytes += Math.max(0, found.serializedValueSize());
          if (!sink.accept(found.offset(), found.timestamp(), found.value())) {
            return found.offset() + 1;
          }
        }
        long now = consumer.position(where, ASK);
        check(position, now);
        position = now;
      }
      return range.to();
    }

    private void check(long before, long now) {
      if (closed) {
        throw new KafkaException("closed while reading " + range);
      }
      long time = System.nanoTime();
      if (now > before) {
        lastProgress = time;
      } else if (time - lastProgress > STUCK.toNanos()) {
        throw new KafkaException(
            "no record of %s from offset %d on within %s".formatted(range, now, STUCK));
      }
      if (time - lastReport > PROGRESS.toNanos()) {
        lastReport = time;
        LOG.atInfo()
            .addKeyValue("range", range)
            .addKeyValue("offset", now)
            .addKeyValue("bytes", bytes)
            .addKeyValue("ms", (time - started) / 1_000_000)
            .log("reading records again");
      }
    }
  }
}
