package io.millrace.query.value;

/// Durations as Go reads and prints them: `1h2m3.5s`. There are no days.
public final class GoDuration {
  private static final long SECOND = 1_000_000_000L;

  private GoDuration() {}

  /// Reads a duration, as `time.ParseDuration`.
  ///
  /// @return nanoseconds
  public static long parse(String text) throws ValueSyntaxException {
    int at = 0;
    boolean negative = false;
    if (!text.isEmpty() && (text.charAt(0) == '-' || text.charAt(0) == '+')) {
      negative = text.charAt(0) == '-';
      at = 1;
    }
    if (text.substring(at).equals("0")) {
      return 0;
    }
    if (at == text.length()) {
      throw invalid(text);
    }
    long total = 0;
    while (at < text.length()) {
      int start = at;
      long whole = 0;
      while (at < text.length() && isDigit(text.charAt(at))) {
        if (whole > Long.MAX_VALUE / 10 - 1) {
          throw invalid(text);
        }
        whole = whole * 10 + text.charAt(at++) - '0';
      }
      boolean digits = at > start;
      long fraction = 0;
      double scale = 1;
      if (at < text.length() && text.charAt(at) == '.') {
        at++;
        int fractionStart = at;
        for (; at < text.length() && isDigit(text.charAt(at)); at++) {
          if (fraction < (Long.MAX_VALUE - 9) / 10) {
            fraction = fraction * 10 + text.charAt(at) - '0';
            scale *= 10;
          }
        }
        digits |= at > fractionStart;
      }
      if (!digits) {
        throw invalid(text);
      }
      int unitStart = at;
      while (at < text.length() && text.charAt(at) != '.' && !isDigit(text.charAt(at))) {
        at++;
      }
      if (at == unitStart) {
        throw new ValueSyntaxException("time: missing unit in duration " + quote(text));
      }
      long unit = unit(text.substring(unitStart, at), text);
      if (whole > Long.MAX_VALUE / unit) {
        throw invalid(text);
      }
      long part = whole * unit + (long) (fraction * (unit / scale));
      total += part;
      if (part < 0 || total < 0) {
        throw invalid(text);
      }
    }
    return negative ? -total : total;
  }

  /// Seconds, as `Duration.Seconds`.
  public static double seconds(long nanoseconds) {
    long whole = nanoseconds / SECOND;
    return whole + nanoseconds % SECOND / 1e9;
  }

  /// Prints nanoseconds as `Duration.String`: `1h0m0.5s`.
  public static String print(long nanoseconds) {
    if (nanoseconds == 0) {
      return "0s";
    }
    String sign = nanoseconds < 0 ? "-" : "";
    long absolute = Math.abs(nanoseconds);
    if (absolute < 1000) {
      return sign + absolute + "ns";
    }
    if (absolute < 1_000_000) {
      return sign + decimal(absolute, 1000) + "µs";
    }
    if (absolute < SECOND) {
      return sign + decimal(absolute, 1_000_000) + "ms";
    }
    long minutes = absolute / (60 * SECOND);
    StringBuilder out = new StringBuilder(sign);
    if (minutes >= 60) {
      out.append(minutes / 60).append('h');
    }
    if (minutes > 0) {
      out.append(minutes % 60).append('m');
    }
    return out.append(decimal(absolute % (60 * SECOND), SECOND)).append('s').toString();
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

  private static long unit(String unit, String text) throws ValueSyntaxException {
    return switch (unit) {
      case "ns" -> 1;
      case "us", "\u00b5s", "\u03bcs" -> 1000;
      case "ms" -> 1_000_000;
      case "s" -> SECOND;
      case "m" -> 60 * SECOND;
      case "h" -> 3600 * SECOND;
      default ->
          throw new ValueSyntaxException(
              "time: unknown unit " + quote(unit) + " in duration " + quote(text));
    };
  }

  private static ValueSyntaxException invalid(String text) {
    return new ValueSyntaxException("time: invalid duration " + quote(text));
  }

  /// The way package time quotes: everything that is not plain ASCII byte by byte.
  static String quote(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (byte b : text.getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
      if (b == '"' || b == '\\') {
        out.append('\\').append((char) b);
      } else if (b < ' ') {
        out.append("\\x%02x".formatted(b & 0xff));
      } else {
        out.append((char) b);
      }
    }
    return out.append('"').toString();
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
