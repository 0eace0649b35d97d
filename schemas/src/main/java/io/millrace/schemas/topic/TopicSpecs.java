package io.millrace.schemas.topic;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;

/// How each topic of a deployment is made.
public final class TopicSpecs {
  /// The largest record that any of the topics takes: what `max.request.size` of a producer must
  /// allow.
  public static final int MAX_RECORD_BYTES = 16 << 20;

  /// A record in `dead-letter` is one of another topic with more headers.
  private static final int MAX_DEAD_LETTER_BYTES = MAX_RECORD_BYTES + (64 << 10);

  private static final Duration LOGS_RETENTION = Duration.ofDays(3);
  private static final Duration DEAD_LETTER_RETENTION = Duration.ofDays(14);

  private TopicSpecs() {}

  /// The topics for `logs` of so many partitions. Segments are rebuilt from `logs` and published
  /// from `chunks`, so the retention of both bounds how long the bucket may be away.
  public static List<TopicSpec> of(Topics topics, int logsPartitions) {
    return List.of(
        new TopicSpec(topics.logs(), logsPartitions, kept(LOGS_RETENTION, MAX_RECORD_BYTES)),
        new TopicSpec(topics.chunks(), logsPartitions, kept(LOGS_RETENTION, MAX_RECORD_BYTES)),
        new TopicSpec(
            topics.catalog(),
            1,
            Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_COMPACT,
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                Integer.toString(MAX_RECORD_BYTES))),
        new TopicSpec(topics.deadLetter(), 1, kept(DEAD_LETTER_RETENTION, MAX_DEAD_LETTER_BYTES)));
  }

  private static Map<String, String> kept(Duration retention, int maxRecordBytes) {
    return Map.of(
        TopicConfig.CLEANUP_POLICY_CONFIG,
        TopicConfig.CLEANUP_POLICY_DELETE,
        TopicConfig.RETENTION_MS_CONFIG,
        Long.toString(retention.toMillis()),
        TopicConfig.RETENTION_BYTES_CONFIG,
        "-1",
        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
        Integer.toString(maxRecordBytes));
  }
}
