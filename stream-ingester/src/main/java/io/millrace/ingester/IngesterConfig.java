package io.millrace.ingester;

import io.millrace.runtime.Settings;
import io.millrace.runtime.SettingsException;
import io.millrace.schemas.topic.Topics;
import io.millrace.store.page.Codec;
import io.millrace.store.segment.SegmentEncoding;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Every setting of the stream-ingester. Defaults live in [#from(Settings)] and nowhere else.
///
/// @param topics the names of the topics
/// @param advertisedAddress `host:port` at which query-services and other ingesters reach this
///   process's HTTP server
/// @param directory what this ingester keeps between starts: its name, Kafka Streams' state, spill
///   files
/// @param segmentBytes raw bytes at which a segment is full
/// @param maxAge age of a segment's oldest record at which it is cut; `logs` must keep records
///   longer
/// @param idlePeriod time without a record after which a segment is cut
/// @param memoryBytes heap for rows, all partitions together
/// @param spillBytes disk for rows that wait for the bucket, all partitions together
/// @param threads stream threads
/// @param commitInterval time between transactions; what is cut reaches the flusher at their end
/// @param encoding how pages are compressed
/// @param schemaRegistry the schema registry's URL, or nothing for the built-in ids
/// @param kafka settings passed on to Kafka Streams and its clients, with `bootstrap.servers`
public record IngesterConfig(
    Topics topics,
    String advertisedAddress,
    Path directory,
    long segmentBytes,
    Duration maxAge,
    Duration idlePeriod,
    long memoryBytes,
    long spillBytes,
    int threads,
    Duration commitInterval,
    SegmentEncoding encoding,
    Optional<String> schemaRegistry,
    Map<String, String> kafka) {
  private static final long MOST_SEGMENT_BYTES = 1L << 30;

  public IngesterConfig {
    kafka = Map.copyOf(kafka);
    if (segmentBytes < 1 || segmentBytes > MOST_SEGMENT_BYTES) {
      throw new SettingsException(
          "chunk.target.size must lie between 1 and %d bytes, found %d"
              .formatted(MOST_SEGMENT_BYTES, segmentBytes));
    }
    if (advertisedAddress.lastIndexOf(':') <= 0) {
      throw new SettingsException(
          "ingester.advertised.address needs host:port, found '%s'".formatted(advertisedAddress));
    }
    if (!kafka.containsKey("bootstrap.servers")) {
      throw new SettingsException("kafka.bootstrap.servers must be set");
    }
    if (threads < 1) {
      throw new SettingsException("ingester.threads must be at least 1, found " + threads);
    }
  }

  /// Reads the settings.
  public static IngesterConfig from(Settings settings) {
    Runtime machine = Runtime.getRuntime();
    return new IngesterConfig(
        new Topics(settings.text("topics.prefix", Topics.DEFAULT_PREFIX)),
        settings.text(
            "ingester.advertised.address", "localhost:" + settings.number("http.port", 3100)),
        Path.of(settings.text("data.dir", "./data")).resolve("ingester"),
        settings.bytes("chunk.target.size", 32 << 20),
        settings.duration("chunk.max.age", Duration.ofHours(1)),
        settings.duration("chunk.idle.period", Duration.ofMinutes(10)),
        settings.bytes("ingester.memory.bytes", machine.maxMemory() / 4),
        settings.bytes("ingester.spill.bytes", 8L << 30),
        settings.number("ingester.threads", Math.max(1, machine.availableProcessors() / 2)),
        settings.duration("ingester.commit.interval", Duration.ofMillis(500)),
        SegmentEncoding.flush(codec(settings.text("chunk.encoding", "zstd"))),
        settings.find("schema.registry.url"),
        settings.under("kafka."));
  }

  /// The application's id: the group of the consumers, the prefix of the changelog and of the
  /// transactional ids.
  String applicationId() {
    return topics.prefix() + "ingester";
  }

  private static Codec codec(String name) {
    try {
      return Codec.of(name);
    } catch (IllegalArgumentException e) {
      throw new SettingsException("chunk.encoding: " + e.getMessage());
    }
  }
}
