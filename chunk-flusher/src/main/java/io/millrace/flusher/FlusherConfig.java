package io.millrace.flusher;

import io.millrace.runtime.Settings;
import io.millrace.schemas.topic.TopicSpecs;
import io.millrace.schemas.topic.Topics;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Every setting of the chunk-flusher. Defaults live in [#from(Settings)] and nowhere else.
///
/// `memoryBytes` bounds the payloads that wait to be stored; a segment that is larger alone is
/// finished all the same. `uploads` is how many objects are written at once, `maxBackoff` the
/// longest wait between two attempts while the store is away, `sessionTimeout` how long after a
/// kill the others wait before they take over. `kafka` are settings of Kafka's clients, which win
/// over what is decided here, except for what publishing exactly once needs.
public record FlusherConfig(
    Topics topics,
    long memoryBytes,
    int uploads,
    Duration maxBackoff,
    Duration sessionTimeout,
    Optional<URI> schemaRegistry,
    Map<String, String> kafka) {
  private static final String GROUP = "chunk-flusher";

  /// A poll gives this much at most, so memory stays within the budget and one poll.
  private static final int FETCH_BYTES = 16 << 20;

  private static final int PARTITION_FETCH_BYTES = 4 << 20;
  private static final int POLL_RECORDS = 64;

  public FlusherConfig {
    kafka = Map.copyOf(kafka);
  }

  public static FlusherConfig from(Settings settings) {
    return new FlusherConfig(
        new Topics(settings.text("topics.prefix", Topics.DEFAULT_PREFIX)),
        settings.bytes("flusher.memory", 256L << 20),
        settings.number("flusher.uploads", 8),
        settings.duration("flusher.backoff.max", Duration.ofSeconds(30)),
        settings.duration("flusher.session.timeout", Duration.ofSeconds(6)),
        settings.find("schema.registry.url").map(URI::create),
        settings.under("kafka."));
  }

  /// The consumer group that all flushers of a deployment form.
  String group() {
    return topics.prefix() + GROUP;
  }

  Map<String, Object> consumer() {
    Map<String, Object> settings = new HashMap<>();
    long session = sessionTimeout.toMillis();
    settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, Long.toString(session));
    settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, Long.toString(session / 10));
    settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
    settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, PARTITION_FETCH_BYTES);
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLL_RECORDS);
    settings.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    settings.putAll(kafka);
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, group());
    settings.put(
        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
        IsolationLevel.READ_COMMITTED.toString().toLowerCase(Locale.ROOT));
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    return settings;
  }

  /// A transaction lasts milliseconds; one that a killed process leaves behind hides what follows
  /// it in the catalog until the broker gives it up, so its time is short.
  Map<String, Object> producer() {
    Map<String, Object> settings = new HashMap<>();
    settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, "15000");
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "10000");
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "10000");
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "12000");
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, TopicSpecs.MAX_RECORD_BYTES);
    settings.putAll(kafka);
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, group() + "-" + UUID.randomUUID());
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    return settings;
  }
}
