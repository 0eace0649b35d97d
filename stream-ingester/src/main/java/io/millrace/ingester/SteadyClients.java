package io.millrace.ingester;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/// Kafka's clients for Kafka Streams, with transactional ids that outlive the process.
///
/// Kafka Streams names its transactions after a random id, unless a store lies on the disk. A
/// transaction that a killed process left open would then block the changelog, `chunks` and the
/// committed offsets until its timeout. Under the same id the new producer ends it at once.
final class SteadyClients implements KafkaClientSupplier {
  private final String application;
  private final String instance;

  /// `instance` is the name of this process, the same after a restart.
  SteadyClients(String application, String instance) {
    this.application = application;
    this.instance = instance;
  }

  @Override
  public Admin getAdmin(Map<String, Object> config) {
    return Admin.create(config);
  }

  @Override
  public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
    Map<String, Object> steady = new HashMap<>(config);
    steady.computeIfPresent(
        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
        (_, given) -> "%s-%s-%s".formatted(application, instance, thread(given.toString())));
    return new KafkaProducer<>(steady, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
    return getConsumer(config);
  }

  @Override
  public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
    return getConsumer(config);
  }

  /// The number of the stream thread, with which the id that Kafka Streams gives ends.
  private static String thread(String given) {
    return given.substring(given.lastIndexOf('-') + 1);
  }
}
