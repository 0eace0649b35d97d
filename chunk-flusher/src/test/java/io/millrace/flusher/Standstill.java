package io.millrace.flusher;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// Lets a process stand still, as a long pause of its machine would: at its first send, which is in
/// the middle of a transaction, until it is released.
final class Standstill {
  static final String SETTING = "kafka.standstill";

  private static final Map<String, Standstill> BY_NAME = new ConcurrentHashMap<>();

  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);

  static Standstill named(String name) {
    return BY_NAME.computeIfAbsent(name, _ -> new Standstill());
  }

  void awaitReached() throws InterruptedException {
    if (!reached.await(60, TimeUnit.SECONDS)) {
      throw new AssertionError("nobody came to a standstill");
    }
  }

  void release() {
    released.countDown();
  }

  /// Kafka makes it, for the consumer as for the producer; it stops the producer.
  public static final class Interceptor
      implements ProducerInterceptor<Object, Object>, ConsumerInterceptor<Object, Object> {
    private @Nullable Standstill standstill;

    @Override
    public void configure(Map<String, ?> configs) {
      standstill = named(String.valueOf(configs.get("standstill")));
    }

    @Override
    public ProducerRecord<Object, Object> onSend(ProducerRecord<Object, Object> record) {
      Standstill mine = standstill;
      if (mine != null) {
        mine.reached.countDown();
        try {
          mine.released.await();
        } catch (InterruptedException _) {
          Thread.currentThread().interrupt();
        }
      }
      return record;
    }

    @Override
    public void onAcknowledgement(@Nullable RecordMetadata metadata, @Nullable Exception e) {}

    @Override
    public ConsumerRecords<Object, Object> onConsume(ConsumerRecords<Object, Object> records) {
      return records;
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

    @Override
    public void close() {}
  }
}
