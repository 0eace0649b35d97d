package io.millrace.gateway;

import io.millrace.gateway.limits.TenantLimits;
import io.millrace.gateway.push.PushLimits;
import io.millrace.runtime.Settings;
import io.millrace.runtime.SettingsException;
import io.millrace.runtime.auth.TenantResolver;
import io.millrace.schemas.logs.BatchCodec;
import io.millrace.schemas.topic.Topics;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Every setting of the push gateway. Defaults live in [#from(Settings)] and in [TenantLimits].
///
/// @param kafka settings of Kafka's clients, `bootstrap.servers` among them
/// @param memoryBytes what all pushes under way may hold
/// @param recordBytes streams of one record before compression
/// @param timeout how long Kafka may take to acknowledge a push
/// @param outOfOrderWindow how far behind the newest line of its stream a line may be; zero for any
public record GatewayConfig(
    Map<String, String> kafka,
    Topics topics,
    Optional<URI> schemaRegistry,
    TenantResolver tenants,
    TenantLimits limits,
    PushLimits push,
    long memoryBytes,
    int recordBytes,
    BatchCodec codec,
    Duration timeout,
    long streamCacheBytes,
    Duration outOfOrderWindow,
    int workers) {
  private static final long MIN_MEMORY_BYTES = 64L << 20;
  private static final int MAX_RECORD_BYTES = 8 << 20;

  public GatewayConfig {
    kafka = Map.copyOf(kafka);
    if (recordBytes < 1 || recordBytes > MAX_RECORD_BYTES) {
      throw new SettingsException(
          "push.record.bytes must be 1 to %d, found %d".formatted(MAX_RECORD_BYTES, recordBytes));
    }
    if (workers < 1) {
      throw new SettingsException("push.workers must be at least 1, found " + workers);
    }
  }

  public static GatewayConfig from(Settings settings) {
    long memory =
        settings.bytes(
            "push.memory.bytes", Math.max(MIN_MEMORY_BYTES, Runtime.getRuntime().maxMemory() / 4));
    return new GatewayConfig(
        settings.under("kafka."),
        new Topics(settings.text("topics.prefix", Topics.DEFAULT_PREFIX)),
        settings.find("schema.registry.url").map(URI::create),
        TenantResolver.from(settings),
        TenantLimits.from(settings),
        new PushLimits(
            settings.bytes("push.max.body.bytes", 100L << 20),
            settings.bytes("push.max.decoded.bytes", Math.min(1L << 30, memory / 2))),
        memory,
        (int) Math.min(Integer.MAX_VALUE, settings.bytes("push.record.bytes", 4L << 20)),
        codec(settings),
        settings.duration("push.timeout", Duration.ofSeconds(10)),
        settings.bytes("push.stream.cache.bytes", 32L << 20),
        settings.duration("push.out.of.order.window", Duration.ofHours(1)),
        settings.number("push.workers", Runtime.getRuntime().availableProcessors()));
  }

  private static BatchCodec codec(Settings settings) {
    String name = settings.text("push.codec", "lz4");
    return switch (name) {
      case "lz4" -> BatchCodec.LZ4;
      case "zstd" -> BatchCodec.ZSTD;
      case "none" -> BatchCodec.NONE;
      default ->
          throw new SettingsException(
              "push.codec needs lz4, zstd or none, found '%s'".formatted(name));
    };
  }
}
