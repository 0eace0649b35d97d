package io.millrace.query.plan;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Durations as Go programs write them. Loki's messages show two dialects: Go's own (`960h50m0s`)
/// and Prometheus' (`30d1h`).
public final class DurationText {
  private static final Pattern PROMETHEUS =
      Pattern.compile(
          "(?:(\\d+)y)?(?:(\\d+)w)?(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?(?:(\\d+)ms)?");
  private static final long[] UNIT_MILLIS = {
    365L * 86_400_000, 7L * 86_400_000, 86_400_000, 3_600_000, 60_000, 1_000, 1
  };
  private static final String[] UNIT_NAMES = {"y", "w", "d", "h", "m", "s", "ms"};

  private DurationText() {}

  /// Nanoseconds of a Prometheus duration such as `1h30m` or `0`; nothing where `text` is none.
  public static OptionalLong parsePrometheus(String text) {
    if (text.equals("0")) {
      return OptionalLong.of(0);
    }
    Matcher matcher = PROMETHEUS.matcher(text);
    if (text.isEmpty() || !matcher.matches()) {
      return OptionalLong.empty();
    }
    try {
      long millis = 0;
      for (int i = 0; i < UNIT_MILLIS.length; i++) {
        String digits = matcher.group(i + 1);
        if (digits != null) {
          millis =
              Math.addExact(millis, Math.multiplyExact(Long.parseLong(digits), UNIT_MILLIS[i]));
        }
      }
      return OptionalLong.of(Math.multiplyExact(millis, 1_000_000L));
    } catch (ArithmeticException | NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  /// Prometheus' dialect, milliseconds the smallest unit. Years, weeks and days stand only where
  /// they divide the duration, as in `30d1h` but `1w` for seven days.
  public static String prometheus(long nanos) {
    long millis = nanos / 1_000_000;
    if (millis == 0) {
      return "0s";
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < UNIT_MILLIS.length; i++) {
      boolean onlyIfExact = i < 2;
      if (onlyIfExact && millis % UNIT_MILLIS[i] != 0) {
        continue;
      }
      long n = millis / UNIT_MILLIS[i];
      if (n > 0) {
        text.append(n).append(UNIT_NAMES[i]);
        millis -= n * UNIT_MILLIS[i];
      }
    }
    return text.toString();
  }

  /// Go's `time.Duration.String`.
  public static String go(long nanos) {
    if (nanos == 0) {
      return "0s";
    }
    String sign = nanos < 0 ? "-" : "";
    long n = Math.abs(nanos);
    if (n < 1_000) {
      return sign + n + "ns";
    }
    if (n < 1_000_000) {
      return sign + fraction(n, 1_000) + "µs";
    }
    if (n < 1_000_000_000) {
      return sign + fraction(n, 1_000_000) + "ms";
    }
    long minutes = n / 60_000_000_000L;
    String seconds = fraction(n % 60_000_000_000L, 1_000_000_000) + "s";
    if (minutes == 0) {
      return sign + seconds;
    }
    return minutes < 60
        ? sign + minutes + "m" + seconds
        : sign + minutes / 60 + "h" + minutes % 60 + "m" + seconds;
  }

  private static String fraction(long n, long unit) {
    long rest = n % unit;
    if (rest == 0) {
      return Long.toString(n / unit);
    }
    String digits = Long.toString(unit + rest).substring(1);
    return n / unit + "." + digits.replaceAll("0+$", "");
  }
}
