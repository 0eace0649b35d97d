package io.millrace.logql.literal;

/// Durations of Prometheus: whole numbers with units from large to small, `1h30m`, `2d`, `1y2w`.
public final class PrometheusDuration {
  private static final String[] UNITS = {"y", "w", "d", "h", "m", "s", "ms"};
  private static final long[] MILLIS = {
    365L * 86_400_000, 7L * 86_400_000, 86_400_000, 3_600_000, 60_000, 1_000, 1
  };
  private static final long MAX_MILLIS = Long.MAX_VALUE / 1_000_000;

  private PrometheusDuration() {}

  /// The duration in nanoseconds: a multiple of a million.
  ///
  /// @throws IllegalArgumentException if the text is no duration; the message is the one that
  ///   Prometheus gives
  public static long parse(String text) {
    if (text.equals("0")) {
      return 0;
    }
    if (text.isEmpty()) {
      throw new IllegalArgumentException("empty duration string");
    }
    long total = 0;
    int lastUnit = -1;
    int at = 0;
    while (at < text.length()) {
      int number = at;
      while (at < text.length() && isDigit(text.charAt(at))) {
        at++;
      }
      int unitStart = at;
      while (at < text.length() && !isDigit(text.charAt(at))) {
        at++;
      }
      if (number == unitStart || unitStart == at || unitStart - number > 19) {
        throw notValid(text);
      }
      int unit = unit(text, unitStart, at);
      if (unit <= lastUnit) {
        throw notValid(text);
      }
      lastUnit = unit;
      long value = Long.parseUnsignedLong(text, number, unitStart, 10);
      if (value < 0 || value > MAX_MILLIS / MILLIS[unit]) {
        throw new IllegalArgumentException("duration out of range");
      }
      total += value * MILLIS[unit];
      if (total > MAX_MILLIS) {
        throw new IllegalArgumentException("duration out of range");
      }
    }
    return total * 1_000_000;
  }

  /// The duration as Prometheus writes it. Years and weeks only where nothing remains, for `90d` is
  /// easier to read than `12w6d`. What is below a millisecond is lost.
  public static String format(long nanos) {
    long rest = nanos / 1_000_000;
    if (rest == 0) {
      return "0s";
    }
    var out = new StringBuilder();
    for (int unit = 0; unit < UNITS.length; unit++) {
      boolean onlyExact = unit < 2;
      if (rest < MILLIS[unit] || (onlyExact && rest % MILLIS[unit] != 0)) {
        continue;
      }
      out.append(rest / MILLIS[unit]).append(UNITS[unit]);
      rest %= MILLIS[unit];
    }
    return out.toString();
  }

  private static int unit(String text, int from, int to) {
    String unit = text.substring(from, to);
    for (int i = 0; i < UNITS.length; i++) {
      if (UNITS[i].equals(unit)) {
        return i;
      }
    }
    throw new IllegalArgumentException(
        "unknown unit " + GoString.quote(unit) + " in duration " + GoString.quote(text));
  }

  private static IllegalArgumentException notValid(String text) {
    return new IllegalArgumentException("not a valid duration string: " + GoString.quote(text));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
