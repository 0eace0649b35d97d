package io.millrace.flusher.publish;

import io.millrace.schemas.catalog.CatalogRecord;
import io.millrace.schemas.catalog.CatalogRecordSerde;
import io.millrace.schemas.wire.RegistryUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes catalog records and the group's position in one transaction.
///
/// The group's metadata fences: a member that the group has given up (its generation is old) cannot
/// commit, whatever it believes. So a segment is published by one member only, once. Used by one
/// thread.
public final class CatalogPublisher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CatalogPublisher.class);
  private static final Duration CLOSE = Duration.ofSeconds(2);

  private final Map<String, Object> settings;
  private final String topic;
  private final CatalogRecordSerde serde;
  private @Nullable KafkaProducer<String, byte[]> producer;

  /// `settings` are a producer's, with a transactional id.
  public CatalogPublisher(Map<String, Object> settings, String topic, CatalogRecordSerde serde) {
    this.settings = Map.copyOf(settings);
    this.topic = topic;
    this.serde = serde;
  }

  /// Makes sure that the catalog can be written to and that no transaction of this publisher is
  /// undecided. Blocks for some seconds at most.
  ///
  /// @throws KafkaException if the brokers do not answer or the catalog is not there
  public void open() {
    if (producer == null) {
      var opening =
          new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
      try {
        opening.initTransactions();
        opening.partitionsFor(topic);
      } catch (KafkaException e) {
        opening.close(Duration.ZERO);
        throw e;
      }
      producer = opening;
    }
  }

  /// Commits `events`, in this order, together with `offsets` of the group. After a failure the
  /// publisher has to be opened again.
  ///
  /// @throws PublishFailedException if it did not happen, or may not have
  public void publish(
      List<? extends CatalogRecord> events,
      Map<TopicPartition, OffsetAndMetadata> offsets,
      ConsumerGroupMetadata group)
      throws PublishFailedException {
    KafkaProducer<String, byte[]> open = producer;
    if (open == null) {
      throw new IllegalStateException("publisher is not open");
    }
    try {
      open.beginTransaction();
      for (CatalogRecord event : events) {
        // A send that fails makes the commit fail.
        var _ = open.send(new ProducerRecord<>(topic, 0, event.key(), serde.encode(topic, event)));
      }
      open.sendOffsetsToTransaction(offsets, group);
      open.commitTransaction();
    } catch (KafkaException | RegistryUnavailableException e) {
      drop(open);
      throw new PublishFailedException("catalog transaction failed: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    KafkaProducer<String, byte[]> open = producer;
    producer = null;
    if (open != null) {
      open.close(CLOSE);
    }
  }

  /// Aborts what can be aborted. What cannot is decided by the broker when the next producer of the
  /// same transactional id opens.
  private void drop(KafkaProducer<String, byte[]> failed) {
    producer = null;
    try {
      failed.abortTransaction();
    } catch (KafkaException e) {
      LOG.atDebug().addKeyValue("error", e.getMessage()).log("transaction left to the broker");
    } finally {
      failed.close(Duration.ZERO);
    }
  }
}
