package io.millrace.gateway.validate;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;

/// The entries of one stream that Loki's ingester would have refused, told as it tells it.
final class StreamFailure {
  private static final int MAX_LISTED = 10;

  /// Go's `time.Time.String` in UTC.
  private static final DateTimeFormatter GO_TIME =
      new DateTimeFormatterBuilder()
          .appendPattern("yyyy-MM-dd HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .appendLiteral(" +0000 UTC")
          .toFormatter(Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final StringBuilder lines = new StringBuilder();
  private int ignored;

  void add(long timestamp, String reason) {
    if (ignored++ < MAX_LISTED) {
      Instant time = EntryRules.instant(timestamp);
      lines.append(
          "entry with timestamp %s ignored, reason: '%s',\n"
              .formatted(GO_TIME.format(time), reason));
    }
  }

  boolean isEmpty() {
    return ignored == 0;
  }

  int ignored() {
    return ignored;
  }

  String text(String user, int total, String stream) {
    return "%suser '%s', total ignored: %d out of %d for stream: %s"
        .formatted(lines, user, ignored, total, stream);
  }
}
