package io.millrace.logql.literal;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/// Floating point numbers in the spellings that Go has for them.
public final class GoFloat {
  private static final Pattern DECIMAL =
      Pattern.compile("(\\d+(_\\d+)*\\.?(\\d+(_\\d+)*)?|\\.\\d+(_\\d+)*)([eE][+-]?\\d+)?");
  private static final Pattern HEX =
      Pattern.compile("0[xX]_?[0-9a-fA-F_]*\\.?[0-9a-fA-F_]*[pP][+-]?\\d+");

  private GoFloat() {}

  /// The value of an unsigned number. Hex needs a binary exponent (`0x1p3`); octal and binary
  /// notation are integers' and refused.
  ///
  /// @throws IllegalArgumentException if the text is no number or has no finite value; the message
  ///   is Go's
  public static double parse(String text) {
    if (!DECIMAL.matcher(text).matches() && !HEX.matcher(text).matches()) {
      throw fault(text, "invalid syntax");
    }
    double value = Double.parseDouble(text.replace("_", ""));
    if (Double.isInfinite(value)) {
      throw fault(text, "value out of range");
    }
    return value;
  }

  /// The shortest digits that give the value back, never with an exponent.
  public static String plain(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return special(value);
    }
    BigDecimal digits = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    String text = (digits.scale() < 0 ? digits.setScale(0) : digits).toPlainString();
    return isNegativeZero(value) ? "-0" : text;
  }

  /// The shortest digits, with an exponent where the number is below 0.0001 or from 1e21.
  public static String shortest(double value) {
    double abs = Math.abs(value);
    if (value == 0 || Double.isNaN(value) || Double.isInfinite(value)) {
      return plain(value);
    }
    if (abs >= 1e-4 && abs < 1e21) {
      return plain(value);
    }
    BigDecimal digits = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    String unscaled = digits.unscaledValue().abs().toString();
    int exponent = unscaled.length() - 1 - digits.scale();
    String mantissa =
        unscaled.length() == 1 ? unscaled : unscaled.charAt(0) + "." + unscaled.substring(1);
    String sign = value < 0 ? "-" : "";
    return sign + mantissa + (exponent < 0 ? "e-" : "e+") + twoDigits(Math.abs(exponent));
  }

  /// The value with six decimals.
  public static String fixed(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return special(value);
    }
    String text = new BigDecimal(value).setScale(6, RoundingMode.HALF_EVEN).toPlainString();
    return isNegativeZero(value) ? "-" + text : text;
  }

  private static String special(double value) {
    return Double.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
  }

  private static boolean isNegativeZero(double value) {
    return value == 0 && 1 / value < 0;
  }

  private static String twoDigits(int number) {
    return number < 10 ? "0" + number : Integer.toString(number);
  }

  private static IllegalArgumentException fault(String text, String what) {
    return new IllegalArgumentException(
        "strconv.ParseFloat: parsing " + GoString.quote(text) + ": " + what);
  }
}
