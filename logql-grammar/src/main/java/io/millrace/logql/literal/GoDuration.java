package io.millrace.logql.literal;

import java.util.OptionalLong;

/// Durations of Go: `1h30m`, `1.5s`, `-250ms`, `100µs`. There are no days and no weeks.
public final class GoDuration {
  private static final long SECOND = 1_000_000_000L;

  private GoDuration() {}

  /// The duration in nanoseconds, or nothing if the text is none or is beyond 292 years.
  public static OptionalLong parse(String text) {
    int at = 0;
    boolean negative = text.startsWith("-");
    if (negative || text.startsWith("+")) {
      at++;
    }
    if (text.length() == at + 1 && text.charAt(at) == '0') {
      return OptionalLong.of(0);
    }
    if (at == text.length()) {
      return OptionalLong.empty();
    }
    long total = 0;
    while (at < text.length()) {
      int number = at;
      while (at < text.length() && isNumeric(text.charAt(at))) {
        at++;
      }
      int unitStart = at;
      while (at < text.length() && !isNumeric(text.charAt(at))) {
        at++;
      }
      long unit = unit(text, unitStart, at);
      long nanos = unit == 0 ? -1 : nanos(text.substring(number, unitStart), unit);
      if (nanos < 0 || total + nanos < 0) {
        return OptionalLong.empty();
      }
      total += nanos;
    }
    return OptionalLong.of(negative ? -total : total);
  }

  /// The duration as Go writes it: `1h30m0s`, `1.5s`, `0s`.
  public static String format(long nanos) {
    if (nanos == 0) {
      return "0s";
    }
    String sign = nanos < 0 ? "-" : "";
    long abs = Math.abs(nanos);
    if (abs < 1_000) {
      return sign + abs + "ns";
    }
    if (abs < 1_000_000) {
      return sign + decimal(abs, 1_000) + "µs";
    }
    if (abs < SECOND) {
      return sign + decimal(abs, 1_000_000) + "ms";
    }
    long minutes = abs / (60 * SECOND);
    var out = new StringBuilder(sign);
    if (minutes >= 60) {
      out.append(minutes / 60).append('h');
    }
    if (minutes > 0) {
      out.append(minutes % 60).append('m');
    }
    return out.append(decimal(abs % (60 * SECOND), SECOND)).append('s').toString();
  }

  private static String decimal(long value, long unit) {
    long fraction = value % unit;
    if (fraction == 0) {
      return Long.toString(value / unit);
    }
    String digits = Long.toString(unit + fraction).substring(1);
    int end = digits.length();
    while (digits.charAt(end - 1) == '0') {
      end--;
    }
    return value / unit + "." + digits.substring(0, end);
  }

  private static boolean isNumeric(char c) {
    return c == '.' || (c >= '0' && c <= '9');
  }

  private static long unit(String text, int from, int to) {
    return switch (text.substring(from, to)) {
      case "ns" -> 1;
      case "us", "µs", "μs" -> 1_000;
      case "ms" -> 1_000_000;
      case "s" -> SECOND;
      case "m" -> 60 * SECOND;
      case "h" -> 3600 * SECOND;
      default -> 0;
    };
  }

  /// `number × unit`, or -1 if the number is none or the product is too large.
  private static long nanos(String number, long unit) {
    int dot = number.indexOf('.');
    String whole = dot < 0 ? number : number.substring(0, dot);
    String fraction = dot < 0 ? "" : number.substring(dot + 1);
    if ((whole.isEmpty() && fraction.isEmpty()) || fraction.indexOf('.') >= 0) {
      return -1;
    }
    if (whole.length() > 19 || (whole.length() == 19 && whole.charAt(0) == '9')) {
      return -1;
    }
    long units = whole.isEmpty() ? 0 : Long.parseLong(whole);
    if (units > Long.MAX_VALUE / unit) {
      return -1;
    }
    double part = fraction.isEmpty() ? 0 : Double.parseDouble("0." + fraction);
    long nanos = units * unit + (long) (part * unit);
    return nanos < 0 ? -1 : nanos;
  }
}
