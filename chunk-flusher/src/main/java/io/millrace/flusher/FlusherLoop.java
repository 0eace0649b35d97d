package io.millrace.flusher;

import io.millrace.flusher.publish.CatalogPublisher;
import io.millrace.flusher.publish.PublishFailedException;
import io.millrace.flusher.publish.Uploads;
import io.millrace.schemas.catalog.CatalogRecord.SegmentPublished;
import io.millrace.schemas.chunks.ChunkPart;
import io.millrace.schemas.wire.RegistryUnavailableException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The thread of the chunk-flusher: polls, assembles, publishes what is stored, and holds the
/// partitions back while too much waits. It never waits for the store, so it stays in the group
/// however long the store is away.
final class FlusherLoop implements Runnable, ConsumerRebalanceListener {
  private static final Logger LOG = LoggerFactory.getLogger(FlusherLoop.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration ASK = Duration.ofSeconds(10);
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Duration CLOSE = Duration.ofSeconds(2);

  private final KafkaConsumer<byte[], ChunkPart> consumer;
  private final String topic;
  private final Uploads uploads;
  private final CatalogPublisher publisher;
  private final long memoryBytes;
  private final FlusherMetrics metrics;
  private final InstantSource clock;
  private final Map<TopicPartition, PartitionFlow> flows =
      new TreeMap<>(Comparator.comparingInt(TopicPartition::partition));

  /// Whether the publisher is open and every flow stands behind the group's position.
  private boolean sound;

  private long retryAtNanos = System.nanoTime();

  private volatile boolean stopping;
  private volatile boolean assigned;
  private volatile Optional<String> catalogAway = Optional.of("catalog not reached yet");
  private volatile long bufferedBytes;
  private volatile List<String> halted = List.of();

  FlusherLoop(
      KafkaConsumer<byte[], ChunkPart> consumer,
      String topic,
      Uploads uploads,
      CatalogPublisher publisher,
      long memoryBytes,
      FlusherMetrics metrics,
      InstantSource clock) {
    this.consumer = consumer;
    this.topic = topic;
    this.uploads = uploads;
    this.publisher = publisher;
    this.memoryBytes = memoryBytes;
    this.metrics = metrics;
    this.clock = clock;
  }

  /// Why nothing is published at this moment, or nothing where all is well.
  Optional<String> notReadyBecause() {
    return assigned ? catalogAway : Optional.of("waiting for the group's first assignment");
  }

  /// Bytes of payloads held, as of the last turn.
  long bufferedBytes() {
    return bufferedBytes;
  }

  /// The partitions that stand still at a broken segment, with the reason.
  List<String> halted() {
    return halted;
  }

  /// Makes [#run()] return soon. May be called by any thread.
  void stop() {
    stopping = true;
    consumer.wakeup();
  }

  @Override
  public void run() {
    try {
      consumer.subscribe(List.of(topic), this);
      while (!stopping) {
        turn();
      }
      if (sound) {
        publishReady();
      }
    } catch (InterruptedException | RuntimeException e) {
      catalogAway = Optional.of("flusher failed: " + e.getMessage());
      LOG.atError().setCause(e).log("flusher failed");
    } finally {
      flows.values().forEach(PartitionFlow::drop);
      publisher.close();
      consumer.close(CloseOptions.timeout(CLOSE));
    }
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    partitions.forEach(partition -> flows.put(partition, flow(partition)));
    assigned = true;
    LOG.atInfo().addKeyValue("partitions", flows.keySet()).log("partitions assigned");
  }

  /// What was under way is read again by the next owner, from the group's position.
  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    for (TopicPartition partition : partitions) {
      PartitionFlow flow = flows.remove(partition);
      if (flow != null) {
        flow.drop();
      }
    }
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    onPartitionsRevoked(partitions);
  }

  private void turn() throws InterruptedException {
    if (!sound && System.nanoTime() - retryAtNanos >= 0) {
      recover();
    }
    holdBack();
    poll();
    if (sound) {
      publishReady();
    }
  }

  /// Opens the publisher, which decides whatever was undecided, and goes back to what is true: the
  /// group's position.
  private void recover() {
    try {
      publisher.open();
      flows.values().forEach(PartitionFlow::drop);
      flows.replaceAll((partition, _) -> flow(partition));
      rewind(flows.keySet());
      sound = true;
      catalogAway = Optional.empty();
    } catch (WakeupException _) {
      return; // told to stop
    } catch (KafkaException e) {
      catalogAway = Optional.of("catalog not reachable: " + e.getMessage());
      retryAtNanos = System.nanoTime() + RETRY.toNanos();
      LOG.atWarn().addKeyValue("error", e.getMessage()).log("catalog not reachable, trying again");
    }
  }

  private void rewind(Set<TopicPartition> partitions) {
    if (partitions.isEmpty()) {
      return;
    }
    List<TopicPartition> untouched = new ArrayList<>();
    consumer
        .committed(partitions, ASK)
        .forEach(
            (partition, position) -> {
              if (position == null) {
                untouched.add(partition);
              } else {
                consumer.seek(partition, position);
              }
            });
    if (!untouched.isEmpty()) {
      consumer.seekToBeginning(untouched);
    }
  }

  private void poll() throws InterruptedException {
    try {
      accept(consumer.poll(POLL));
    } catch (NoOffsetForPartitionException e) {
      consumer.seekToBeginning(e.partitions());
    } catch (OffsetOutOfRangeException e) {
      e.offsetOutOfRangePartitions()
          .forEach(
              (partition, offset) ->
                  halt(partition, "offset %d, which is no longer there".formatted(offset)));
    } catch (RecordDeserializationException e) {
      if (e.getCause() instanceof RegistryUnavailableException) {
        pauseAfter(e);
      } else {
        halt(e.topicPartition(), "offset %d: %s".formatted(e.offset(), e.getMessage()));
      }
    } catch (WakeupException _) {
      return; // told to stop
    } catch (KafkaException e) {
      pauseAfter(e);
    }
  }

  private static void pauseAfter(KafkaException e) throws InterruptedException {
    LOG.atWarn().addKeyValue("error", e.getMessage()).log("chunks not readable, trying again");
    Thread.sleep(RETRY);
  }

  private void accept(ConsumerRecords<byte[], ChunkPart> records) {
    for (TopicPartition partition : records.partitions()) {
      PartitionFlow flow = flows.get(partition);
      if (flow != null && sound) {
        for (ConsumerRecord<byte[], ChunkPart> part : records.records(partition)) {
          flow.accept(part.value(), part.offset());
        }
      }
    }
  }

  private void halt(TopicPartition partition, String reason) {
    PartitionFlow flow = flows.get(partition);
    if (flow != null) {
      flow.halt(reason);
    }
  }

  private void publishReady() throws InterruptedException {
    List<SegmentPublished> segments = new ArrayList<>();
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    for (var entry : flows.entrySet()) {
      Optional<PartitionFlow.Ready> ready = entry.getValue().takeReady(clock.millis());
      if (ready.isPresent()) {
        segments.addAll(ready.get().segments());
        offsets.put(entry.getKey(), new OffsetAndMetadata(ready.get().nextOffset()));
      }
    }
    if (segments.isEmpty()) {
      return;
    }
    try {
      publisher.publish(segments, offsets, consumer.groupMetadata());
      segments.forEach(metrics::published);
    } catch (PublishFailedException e) {
      sound = false;
      metrics.publishFailed();
      LOG.atWarn()
          .addKeyValue("segments", segments.size())
          .addKeyValue("error", e.getMessage())
          .log("segments not published, reading them again");
    }
  }

  /// Reads on where there is room. While the budget is taken by segments that are still arriving,
  /// one partition reads on, for only the end of its segment makes room.
  private void holdBack() {
    bufferedBytes = flows.values().stream().mapToLong(PartitionFlow::bytes).sum();
    halted = flows.values().stream().flatMap(flow -> flow.halted().stream()).toList();
    boolean uploading = flows.values().stream().anyMatch(PartitionFlow::isUploading);
    boolean away = uploading && uploads.isStoreAway();
    boolean full = away || !sound || bufferedBytes >= memoryBytes;
    boolean oneReadsOn = full && sound && !uploading;
    List<TopicPartition> reading = new ArrayList<>();
    List<TopicPartition> waiting = new ArrayList<>();
    for (var entry : flows.entrySet()) {
      boolean open = entry.getValue().halted().isEmpty();
      boolean chosen = oneReadsOn && reading.isEmpty() && entry.getValue().bytes() > 0;
      (open && (!full || chosen) ? reading : waiting).add(entry.getKey());
    }
    consumer.resume(reading);
    consumer.pause(waiting);
  }

  private PartitionFlow flow(TopicPartition partition) {
    return new PartitionFlow(partition, uploads, metrics);
  }
}
