package io.millrace.query.value;

import java.util.Locale;

/// Sizes with a unit, such as `42 MB` (powers of 1000) and `42MiB` (powers of 1024). Case does not
/// matter.
public final class ByteSize {
  private static final double TOO_LARGE = 0x1p64;
  private static final String PREFIXES = "kmgtpe";

  private ByteSize() {}

  /// Reads a size.
  ///
  /// @return whole bytes, exact up to 2^53 and at most 2^64
  public static double parse(String text) throws ValueSyntaxException {
    int digits = 0;
    while (digits < text.length() && isNumberPart(text.charAt(digits))) {
      digits++;
    }
    double number = GoFloat.parse(text.substring(0, digits).replace(",", ""));
    String unit = text.substring(digits).strip().toLowerCase(Locale.ROOT);
    double bytes = number * factor(unit);
    if (bytes >= TOO_LARGE) {
      throw new ValueSyntaxException("too large: " + text);
    }
    return Math.floor(bytes);
  }

  private static boolean isNumberPart(char c) {
    return Character.isDigit(c) || c == '.' || c == ',';
  }

  private static double factor(String unit) throws ValueSyntaxException {
    if (unit.isEmpty() || unit.equals("b")) {
      return 1;
    }
    int power = PREFIXES.indexOf(unit.charAt(0)) + 1;
    return switch (power == 0 ? "?" : unit.substring(1)) {
      case "", "b" -> Math.pow(1000, power);
      case "i", "ib" -> Math.pow(1024, power);
      default -> throw new ValueSyntaxException("unhandled size name: " + unit);
    };
  }
}
