package io.millrace.ingester;

import io.millrace.schemas.topic.TopicSpecs;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/// The settings of Kafka Streams and its clients. What is given under `kafka.` wins.
///
/// A restart is fast because the member of the group is a static one: the new process takes the
/// place of the old one at once, also where that was killed, instead of waiting for its session to
/// end. (The `streams` protocol has no static members, and its shortest heartbeat is five seconds.)
/// The session is short, so that another process takes over soon where none comes back.
final class StreamsSettings {
  private static final int HEADER_ROOM = 64 << 10;

  private StreamsSettings() {}

  static Properties of(IngesterConfig config, String instance) {
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, config.applicationId());
    settings.put(StreamsConfig.APPLICATION_SERVER_CONFIG, config.advertisedAddress());
    settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.threads());
    settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, config.commitInterval().toMillis());
    settings.put(StreamsConfig.STATE_DIR_CONFIG, config.directory().resolve("state").toString());
    settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
    settings.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 16);

    consumer(settings, ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, instance);
    consumer(settings, ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
    consumer(settings, ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2_000);
    consumer(settings, ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 100);
    consumer(settings, ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 256 << 10);
    consumer(settings, ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);
    consumer(settings, ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 16 << 20);
    consumer(settings, ConsumerConfig.RECEIVE_BUFFER_CONFIG, 1 << 20);

    producer(
        settings,
        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
        TopicSpecs.MAX_RECORD_BYTES + HEADER_ROOM);
    producer(settings, ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 10_000);
    producer(settings, ProducerConfig.BUFFER_MEMORY_CONFIG, 64L << 20);
    producer(settings, ProducerConfig.BATCH_SIZE_CONFIG, 256 << 10);
    producer(settings, ProducerConfig.SEND_BUFFER_CONFIG, 1 << 20);
    producer(settings, ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");

    settings.putAll(config.kafka());
    return settings;
  }

  private static void consumer(Properties settings, String name, Object value) {
    settings.put(StreamsConfig.consumerPrefix(name), value);
  }

  private static void producer(Properties settings, String name, Object value) {
    settings.put(StreamsConfig.producerPrefix(name), value);
  }
}
