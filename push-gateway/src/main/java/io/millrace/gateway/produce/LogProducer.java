package io.millrace.gateway.produce;

import io.millrace.gateway.metrics.GatewayMetrics;
import io.millrace.schemas.topic.TopicSpecs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// Sends records of `logs` and waits until every replica in sync has them. Safe for use by many
/// threads.
public final class LogProducer implements AutoCloseable {
  private static final int BATCH_BYTES = 1 << 20;
  private static final int LINGER_MILLIS = 1;
  private static final int SOCKET_BYTES = 1 << 20;
  private static final long BUFFER_BYTES = 64L << 20;

  private final Producer<byte[], byte[]> producer;
  private final LogTopic topic;
  private final String name;
  private final Duration timeout;
  private final GatewayMetrics metrics;

  /// `kafka` are settings of Kafka's clients; what makes an acknowledgement mean something is not
  /// theirs to change. `timeout` bounds the whole sending of a push.
  public LogProducer(
      Map<String, String> kafka,
      String name,
      LogTopic topic,
      Duration timeout,
      GatewayMetrics metrics) {
    this.producer = new KafkaProducer<>(config(kafka, timeout));
    this.name = name;
    this.topic = topic;
    this.timeout = timeout;
    this.metrics = metrics;
  }

  private static Map<String, Object> config(Map<String, String> kafka, Duration timeout) {
    Map<String, Object> config = new HashMap<>();
    config.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
    config.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
    config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
    config.put(ProducerConfig.SEND_BUFFER_CONFIG, SOCKET_BYTES);
    config.put(ProducerConfig.RECEIVE_BUFFER_CONFIG, SOCKET_BYTES);
    config.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
    config.put(ProducerConfig.CLIENT_ID_CONFIG, "millrace-push-gateway");
    config.putAll(kafka);
    int millis = Math.toIntExact(timeout.toMillis());
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
    config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, TopicSpecs.MAX_RECORD_BYTES);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis);
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis / 2);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis / 4);
    config.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    config.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    return config;
  }

  /// Sends all records and returns when all are acknowledged.
  ///
  /// @throws ProduceException if one is not; others may be stored all the same
  public void send(List<OutgoingRecord> records) throws ProduceException, InterruptedException {
    long start = System.nanoTime();
    long deadline = start + timeout.toNanos() + timeout.toNanos() / 4;
    List<Future<RecordMetadata>> sent = new ArrayList<>(records.size());
    try {
      for (OutgoingRecord record : records) {
        sent.add(
            producer.send(
                new ProducerRecord<>(name, record.partition(), record.key(), record.value())));
      }
      for (Future<RecordMetadata> acknowledgement : sent) {
        acknowledgement.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      }
    } catch (ExecutionException e) {
      throw failed(e.getCause());
    } catch (TimeoutException | KafkaException e) {
      throw failed(e);
    }
    long bytes = 0;
    long rawBytes = 0;
    for (OutgoingRecord record : records) {
      bytes += record.value().length;
      rawBytes += record.rawBytes();
    }
    metrics.acknowledged(records.size(), bytes, rawBytes, System.nanoTime() - start);
  }

  /// Hands over what is on its way, for a few seconds at most.
  @Override
  public void close() {
    producer.close(Duration.ofSeconds(4));
  }

  private ProduceException failed(@Nullable Throwable cause) {
    topic.suspect();
    boolean retriable = cause instanceof RetriableException || cause instanceof TimeoutException;
    String reason = cause == null ? "no reason given" : String.valueOf(cause.getMessage());
    return new ProduceException("kafka has not acknowledged the push: " + reason, retriable, cause);
  }
}
