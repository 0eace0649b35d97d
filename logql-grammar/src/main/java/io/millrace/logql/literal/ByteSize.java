package io.millrace.logql.literal;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.OptionalLong;

/// Sizes for people: `20KB`, `1.5 GiB`. Units of one letter and B count in thousands, those with an
/// i in 1024s.
public final class ByteSize {
  private static final String LETTERS = "kmgtpe";
  private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};

  private ByteSize() {}

  /// The size in bytes, or nothing if the text is none. Case and blanks before the unit don't
  /// matter; a fraction of a byte is cut off.
  public static OptionalLong parse(String text) {
    int end = 0;
    while (end < text.length() && isNumeric(text.charAt(end))) {
      end++;
    }
    double factor = factor(text.substring(end).strip().toLowerCase(Locale.ROOT));
    if (factor < 0) {
      return OptionalLong.empty();
    }
    try {
      double value = Double.parseDouble(text.substring(0, end).replace(",", "")) * factor;
      return value >= Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of((long) value);
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  /// The size with the largest fitting unit of thousands, one decimal below ten: `1.5kB`, `20MB`.
  public static String format(long bytes) {
    if (bytes < 10) {
      return bytes + "B";
    }
    int unit = 0;
    double value = bytes;
    while (value >= 1000 && unit < UNITS.length - 1) {
      value /= 1000;
      unit++;
    }
    double rounded = Math.floor(value * 10 + 0.5) / 10;
    int decimals = rounded < 10 ? 1 : 0;
    return new BigDecimal(rounded).setScale(decimals, RoundingMode.HALF_EVEN) + UNITS[unit];
  }

  private static boolean isNumeric(char c) {
    return c == '.' || c == ',' || (c >= '0' && c <= '9');
  }

  /// How many bytes a unit is, or -1 if it is none.
  private static double factor(String unit) {
    if (unit.isEmpty() || unit.equals("b")) {
      return 1;
    }
    int power = LETTERS.indexOf(unit.charAt(0)) + 1;
    if (power == 0) {
      return -1;
    }
    return switch (unit.substring(1)) {
      case "", "b" -> Math.pow(1000, power);
      case "i", "ib" -> Math.pow(1024, power);
      default -> -1;
    };
  }
}
