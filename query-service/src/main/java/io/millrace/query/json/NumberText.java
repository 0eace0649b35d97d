package io.millrace.query.json;

import java.math.BigDecimal;

/// Numbers as Go and Prometheus print them.
final class NumberText {
  private static final double EXACT_INTEGERS = 1L << 53;

  private NumberText() {}

  /// The shortest decimal that reads back as `value`, never with an exponent.
  static String sample(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    if (value == Math.rint(value) && Math.abs(value) < EXACT_INTEGERS) {
      boolean negativeZero = value == 0 && Double.doubleToRawLongBits(value) != 0;
      return negativeZero ? "-0" : Long.toString((long) value);
    }
    BigDecimal decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    return decimal.toPlainString();
  }

  /// Milliseconds as seconds: `1700000000`, `1700000000.5`.
  static String seconds(long millis) {
    long fraction = Math.floorMod(millis, 1000L);
    if (fraction == 0) {
      return Long.toString(millis / 1000);
    }
    return BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString();
  }
}
