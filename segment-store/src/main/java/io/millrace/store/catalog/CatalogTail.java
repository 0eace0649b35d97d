package io.millrace.store.catalog;

import io.millrace.schemas.catalog.CatalogRecord;
import io.millrace.schemas.catalog.CatalogRecordSerde;
import io.millrace.schemas.wire.RegistryUnavailableException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows the topic `catalog` on a thread of its own, from the beginning, committed records only.
///
/// While the brokers are away the last snapshot stays and the tail keeps trying. A record that
/// cannot be read stops it for good: everything that asks fails with that reason, because a catalog
/// with a hole would be a lie.
///
/// Safe for use by many threads.
public final class CatalogTail implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CatalogTail.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration ASK = Duration.ofSeconds(10);
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Duration JOIN = Duration.ofSeconds(5);
  private static final long UNKNOWN = -1;
  private static final int MAX_POLL_RECORDS = 5000;

  private final TopicPartition topic;
  private final CatalogRecordSerde serde;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Admin admin;
  private final Thread thread;
  private final List<Consumer<CatalogSnapshot>> listeners = new CopyOnWriteArrayList<>();
  private final Progress progress = new Progress();

  // Of the tail's own thread.
  private CatalogView view = new CatalogView();
  private long next = UNKNOWN;
  private boolean aimed;

  private volatile CatalogSnapshot snapshot = CatalogSnapshot.EMPTY;

  /// Begins to read. `kafka` are client settings with at least `bootstrap.servers`.
  public static CatalogTail start(
      Map<String, String> kafka, String catalogTopic, CatalogRecordSerde serde) {
    var tail = new CatalogTail(kafka, catalogTopic, serde);
    tail.thread.start();
    return tail;
  }

  private CatalogTail(Map<String, String> kafka, String catalogTopic, CatalogRecordSerde serde) {
    this.topic = new TopicPartition(catalogTopic, 0);
    this.serde = serde;
    this.consumer = new KafkaConsumer<>(consumerSettings(kafka));
    this.admin = Admin.create(Map.<String, Object>copyOf(kafka));
    this.thread = Thread.ofPlatform().daemon().name("catalog-tail").unstarted(this::run);
  }

  /// What is published as far as this process knows. Empty until the tail has caught up for the
  /// first time.
  public CatalogSnapshot snapshot() {
    return snapshot;
  }

  /// Whether everything that was committed when the tail started has been applied.
  public boolean isCaughtUp() {
    return progress.caughtUp();
  }

  /// Why the tail will never go on, if so.
  public Optional<CatalogException> failure() {
    return progress.failure();
  }

  /// Blocks until everything that was committed when the tail started has been applied.
  ///
  /// @throws CatalogException if that takes longer than `timeout`, or the tail failed or is closed
  public void awaitCaughtUp(Duration timeout) throws InterruptedException {
    progress.awaitCaughtUp(timeout);
  }

  /// Blocks until everything has been applied that was committed before the call, as a consumer
  /// with `read_committed` sees it, and gives the state from there.
  ///
  /// @throws CatalogException if that takes longer than `timeout`, or the tail failed or is closed
  public CatalogSnapshot refresh(Duration timeout) throws InterruptedException {
    long started = System.nanoTime();
    long end = committedEnd(timeout);
    progress.await(end, timeout.minusNanos(System.nanoTime() - started));
    return snapshot;
  }

  /// `listener` is told of each new snapshot from the first complete one on, in order, on the
  /// tail's thread: it returns quickly and does not throw.
  public void onChange(Consumer<CatalogSnapshot> listener) {
    listeners.add(listener);
  }

  /// Ends the thread; who waits gets an exception.
  @Override
  public void close() {
    progress.fail(new CatalogException("catalog tail is closed"));
    consumer.wakeup();
    admin.close(Duration.ZERO);
    try {
      thread.join(JOIN);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Asked over a connection of its own: on the consumer's the answer would wait behind the fetch
  /// that waits for new records.
  private long committedEnd(Duration timeout) throws InterruptedException {
    progress
        .failure()
        .ifPresent(
            reason -> {
              throw new CatalogException("catalog cannot be asked", reason);
            });
    try {
      return admin
          .listOffsets(
              Map.of(topic, OffsetSpec.latest()),
              new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
          .partitionResult(topic)
          .get(timeout.toNanos(), TimeUnit.NANOSECONDS)
          .offset();
    } catch (TimeoutException e) {
      throw new CatalogException(
          "catalog did not answer within %d ms".formatted(timeout.toMillis()), e);
    } catch (ExecutionException | KafkaException | IllegalStateException e) {
      throw new CatalogException("catalog did not answer: " + e.getMessage(), e);
    }
  }

  private void run() {
    try (consumer) {
      consumer.assign(List.of(topic));
      seek();
      while (progress.failure().isEmpty()) {
        step();
      }
    } catch (InterruptedException | RuntimeException e) {
      LOG.atError().setCause(e).log("catalog tail failed");
      progress.fail(new CatalogException("catalog tail failed: " + e.getMessage(), e));
    }
  }

  private void step() throws InterruptedException {
    try {
      if (!aimed) {
        progress.aim(consumer.endOffsets(List.of(topic), ASK).getOrDefault(topic, 0L));
        aimed = true;
      }
      apply(consumer.poll(POLL));
      long position = consumer.position(topic, ASK);
      if (progress.catchesUpAt(position)) {
        publish();
      }
      progress.reach(position);
    } catch (WakeupException _) {
      return; // this is the end: the loop sees it
    } catch (OffsetOutOfRangeException _) {
      LOG.atWarn().addKeyValue("topic", topic.topic()).log("catalog was made anew, reading again");
      view = new CatalogView();
      next = UNKNOWN;
      seek();
    } catch (KafkaException | RegistryUnavailableException e) {
      LOG.atWarn().addKeyValue("error", e.getMessage()).log("catalog not reachable, trying again");
      progress.pause(RETRY);
      seek();
    }
  }

  /// To the first record that is not applied.
  private void seek() {
    if (next == UNKNOWN) {
      consumer.seekToBeginning(List.of(topic));
    } else {
      consumer.seek(topic, next);
    }
  }

  private void apply(ConsumerRecords<byte[], byte[]> records) {
    for (ConsumerRecord<byte[], byte[]> entry : records) {
      CatalogRecord event = decode(entry);
      if (event != null) {
        view.apply(event);
      }
      next = entry.offset() + 1;
    }
  }

  /// Null for a tombstone.
  private @Nullable CatalogRecord decode(ConsumerRecord<byte[], byte[]> entry) {
    try {
      return serde.deserialize(entry.topic(), entry.value());
    } catch (SerializationException e) {
      throw new CatalogException(
          "%s has a bad record at offset %d: %s"
              .formatted(entry.topic(), entry.offset(), e.getMessage()),
          e);
    }
  }

  private void publish() {
    CatalogSnapshot now = view.snapshot();
    if (now != snapshot) {
      snapshot = now;
      listeners.forEach(listener -> listener.accept(now));
    }
  }

  private static Map<String, Object> consumerSettings(Map<String, String> kafka) {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
    settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    settings.put(
        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
        IsolationLevel.READ_COMMITTED.toString().toLowerCase(Locale.ROOT));
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS);
    return settings;
  }
}
