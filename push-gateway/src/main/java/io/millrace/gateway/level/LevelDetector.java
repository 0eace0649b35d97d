package io.millrace.gateway.level;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.gateway.limits.TenantLimits.Discovery;
import io.millrace.schemas.model.Label;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds levels by one tenant's settings. Not safe for use by many threads.
public final class LevelDetector {
  private final LevelFields fields;
  private final FieldScan scan;

  public LevelDetector(Discovery discovery) {
    this.fields = new LevelFields(discovery.levelFields());
    this.scan = new FieldScan(fields, discovery.jsonDepth());
  }

  /// The value for `detected_level` that the first of the level fields among `pairs` gives: the
  /// level it names, else what it says; null where there is no such field.
  public static byte @Nullable [] fromPairs(List<String> levelFields, List<Label> pairs) {
    for (String field : levelFields) {
      for (Label pair : pairs) {
        if (pair.name().equals(field) && !pair.value().isEmpty()) {
          return normalize(pair.value().getBytes(UTF_8));
        }
      }
    }
    return null;
  }

  /// As [#fromPairs], where OTLP's `severity_number` stands among the metadata.
  public static Level fromSeverityNumber(String number) {
    int severity;
    try {
      severity = Integer.parseInt(number);
    } catch (NumberFormatException e) {
      return Level.INFO;
    }
    if (severity <= 0 || severity > 24) {
      return Level.UNKNOWN;
    }
    return severity <= 4
        ? Level.TRACE
        : severity <= 8
            ? Level.DEBUG
            : severity <= 12
                ? Level.INFO
                : severity <= 16 ? Level.WARN : severity <= 20 ? Level.ERROR : Level.FATAL;
  }

  /// The level that a value names as it is stored, else the value itself.
  public static byte[] normalize(byte[] value) {
    Level level = Level.of(value, 0, value.length);
    return level == null ? value : level.text();
  }

  /// The level that the line itself shows.
  public Level fromLine(byte[] data, int offset, int length) {
    boolean found =
        FieldScan.looksLikeJson(data, offset, length)
            ? scan.findInJson(data, offset, length)
            : EqualsScan.mayHaveField(fields, data, offset, length)
                && scan.findInLogfmt(data, offset, length);
    if (found) {
      Level level = Level.of(data, scan.valueOffset(), scan.valueLength());
      if (level != null) {
        return level;
      }
    }
    return KeywordScan.find(data, offset, length);
  }
}
