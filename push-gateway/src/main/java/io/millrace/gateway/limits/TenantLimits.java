package io.millrace.gateway.limits;

import io.millrace.runtime.Settings;
import io.millrace.runtime.SettingsException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.stream.Stream;

/// The limits of one tenant as far as pushing goes, named and defaulted as in Loki's
/// `limits_config`. Sizes in bytes; where 0 means no limit, Loki says so too.
public record TenantLimits(
    Ingestion ingestion,
    LabelLimits labels,
    LineLimits lines,
    MetadataLimits metadata,
    Discovery discovery) {
  private static final double MEBIBYTE = 1 << 20;

  /// How much and how fast. `blockUntil` is the epoch where nothing is blocked.
  public record Ingestion(
      double bytesPerSecond,
      double burstBytes,
      double streamBytesPerSecond,
      double streamBurstBytes,
      int maxStreams,
      int shardSize,
      Instant blockUntil,
      int blockStatus) {}

  /// What a label set may be.
  public record LabelLimits(
      int maxNameLength, int maxValueLength, int maxNames, List<String> enforced) {
    public LabelLimits {
      enforced = List.copyOf(enforced);
    }
  }

  /// What a line and its timestamp may be. `maxAge` counts where `rejectOld`.
  public record LineLimits(
      int maxSize,
      boolean truncate,
      String truncateIdentifier,
      boolean rejectOld,
      Duration maxAge,
      Duration gracePeriod,
      boolean incrementDuplicates) {}

  /// What structured metadata may be.
  public record MetadataLimits(boolean allowed, int maxSize, int maxEntries) {}

  /// What is found out about lines that do not say it. No service name is made where the list is
  /// empty.
  public record Discovery(
      List<String> serviceNameLabels, boolean levels, List<String> levelFields, int jsonDepth) {
    public Discovery {
      serviceNameLabels = List.copyOf(serviceNameLabels);
      levelFields = List.copyOf(levelFields);
    }
  }

  /// Reads `limits.*`.
  public static TenantLimits from(Settings settings) {
    return new TenantLimits(
        ingestion(settings),
        labels(settings),
        lines(settings),
        metadata(settings),
        discovery(settings));
  }

  private static Ingestion ingestion(Settings settings) {
    return new Ingestion(
        megabytes(settings, "limits.ingestion_rate_mb", 4),
        megabytes(settings, "limits.ingestion_burst_size_mb", 6),
        settings.bytes("limits.per_stream_rate_limit", 3 << 20),
        settings.bytes("limits.per_stream_rate_limit_burst", 15 << 20),
        settings.number("limits.max_global_streams_per_user", 5000),
        settings.number("limits.ingestion_partitions_tenant_shard_size", 0),
        instant(settings, "limits.block_ingestion_until"),
        settings.number("limits.block_ingestion_status_code", 260));
  }

  private static LabelLimits labels(Settings settings) {
    return new LabelLimits(
        settings.number("limits.max_label_name_length", 1024),
        settings.number("limits.max_label_value_length", 2048),
        settings.number("limits.max_label_names_per_series", 15),
        list(settings, "limits.enforced_labels", List.of()));
  }

  private static LineLimits lines(Settings settings) {
    return new LineLimits(
        (int) Math.min(Integer.MAX_VALUE, settings.bytes("limits.max_line_size", 256 << 10)),
        settings.flag("limits.max_line_size_truncate", false),
        settings.text("limits.max_line_size_truncate_identifier", ""),
        settings.flag("limits.reject_old_samples", true),
        settings.duration("limits.reject_old_samples_max_age", Duration.ofDays(7)),
        settings.duration("limits.creation_grace_period", Duration.ofMinutes(10)),
        settings.flag("limits.increment_duplicate_timestamp", false));
  }

  private static MetadataLimits metadata(Settings settings) {
    return new MetadataLimits(
        settings.flag("limits.allow_structured_metadata", true),
        (int)
            Math.min(
                Integer.MAX_VALUE, settings.bytes("limits.max_structured_metadata_size", 64 << 10)),
        settings.number("limits.max_structured_metadata_entries_count", 128));
  }

  private static Discovery discovery(Settings settings) {
    return new Discovery(
        list(
            settings,
            "limits.discover_service_name",
            List.of(
                "service",
                "app",
                "application",
                "app_name",
                "name",
                "app_kubernetes_io_name",
                "container",
                "container_name",
                "k8s_container_name",
                "component",
                "workload",
                "job",
                "k8s_job_name")),
        settings.flag("limits.discover_log_levels", true),
        list(
            settings,
            "limits.log_level_fields",
            List.of(
                "level",
                "LEVEL",
                "Level",
                "log.level",
                "severity",
                "SEVERITY",
                "Severity",
                "SeverityText",
                "lvl",
                "LVL",
                "Lvl",
                "severity_text",
                "Severity_Text",
                "SEVERITY_TEXT")),
        settings.number("limits.log_level_from_json_max_depth", 2));
  }

  private static double megabytes(Settings settings, String key, double fallback) {
    return settings
            .find(key)
            .map(
                text -> {
                  try {
                    return Double.parseDouble(text);
                  } catch (NumberFormatException e) {
                    throw new SettingsException(
                        "%s needs a number of megabytes, found '%s'".formatted(key, text));
                  }
                })
            .orElse(fallback)
        * MEBIBYTE;
  }

  /// A list is `a,b,c` or `[a, b, c]`; `[]` is the empty one.
  private static List<String> list(Settings settings, String key, List<String> fallback) {
    return settings
        .find(key)
        .map(
            text -> {
              boolean bracketed = text.startsWith("[") && text.endsWith("]");
              String items = bracketed ? text.substring(1, text.length() - 1) : text;
              return Stream.of(items.split(",", -1))
                  .map(String::strip)
                  .filter(i -> !i.isEmpty())
                  .toList();
            })
        .orElse(fallback);
  }

  private static Instant instant(Settings settings, String key) {
    return settings
        .find(key)
        .map(
            text -> {
              try {
                return Instant.parse(text);
              } catch (DateTimeParseException e) {
                throw new SettingsException(
                    "%s needs a time such as 2026-11-20T00:00:00Z, found '%s'"
                        .formatted(key, text));
              }
            })
        .orElse(Instant.EPOCH);
  }
}
