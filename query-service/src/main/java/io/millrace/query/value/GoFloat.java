package io.millrace.query.value;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/// Floating-point numbers as Go's `strconv` reads and prints them.
public final class GoFloat {
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(\\d[\\d_]*\\.?[\\d_]*|\\.\\d[\\d_]*)([eE][+-]?[\\d_]+)?");
  private static final Pattern HEX =
      Pattern.compile(
          "[+-]?0[xX]([0-9a-fA-F_]+\\.?[0-9a-fA-F_]*|\\.[0-9a-fA-F_]+)[pP][+-]?[\\d_]+");
  private static final Pattern BAD_UNDERSCORE =
      Pattern.compile("(?i)^[+-]?_|[^0-9a-fx]_|__|_$|_[^0-9a-f]");

  /// Powers of ten that a double holds exactly.
  private static final double[] TENS = {
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
    1e18, 1e19, 1e20, 1e21, 1e22
  };

  private static final int EXACT_DIGITS = 15;

  /// From this exponent on, the shortest general form is written with one.
  private static final int SHORTEST_LIMIT = 6;

  private GoFloat() {}

  /// Reads UTF-8 bytes, as `strconv.ParseFloat(s, 64)`.
  public static double parse(byte[] text, int start, int length) throws ValueSyntaxException {
    boolean negative = length > 1 && text[start] == '-';
    long digits = 0;
    int count = 0;
    int fraction = -1;
    for (int at = start + (negative ? 1 : 0); at < start + length; at++) {
      int c = text[at];
      if (c >= '0' && c <= '9') {
        digits = digits * 10 + c - '0';
        count++;
        fraction += fraction >= 0 ? 1 : 0;
      } else if (c == '.' && fraction < 0) {
        fraction = 0;
      } else {
        count = 0;
        break;
      }
      if (count > EXACT_DIGITS) {
        break;
      }
    }
    if (count == 0 || count > EXACT_DIGITS) {
      return parse(new String(text, start, length, StandardCharsets.UTF_8));
    }
    double value = fraction > 0 ? digits / TENS[fraction] : digits;
    return negative ? -value : value;
  }

  /// Reads a number, as `strconv.ParseFloat(s, 64)`.
  public static double parse(String text) throws ValueSyntaxException {
    String word = text.startsWith("+") || text.startsWith("-") ? text.substring(1) : text;
    boolean negative = text.startsWith("-");
    if (word.equalsIgnoreCase("inf") || word.equalsIgnoreCase("infinity")) {
      return negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    if (text.equalsIgnoreCase("nan")) {
      return Double.NaN;
    }
    boolean readable =
        (DECIMAL.matcher(text).matches() || HEX.matcher(text).matches())
            && (text.indexOf('_') < 0 || !BAD_UNDERSCORE.matcher(text).find());
    if (!readable) {
      throw new ValueSyntaxException(
          "strconv.ParseFloat: parsing " + GoQuote.quote(text) + ": invalid syntax");
    }
    double value = Double.parseDouble(text.replace("_", ""));
    if (Double.isInfinite(value)) {
      throw new ValueSyntaxException(
          "strconv.ParseFloat: parsing " + GoQuote.quote(text) + ": value out of range");
    }
    return value;
  }

  /// Prints a number as `strconv.FormatFloat(value, format, precision, 64)` does. The formats are
  /// `e`, `E`, `f`, `g` and `G`; a precision of -1 is the fewest digits that read back equal.
  public static String format(double value, char format, int precision) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    boolean negative = Double.doubleToRawLongBits(value) < 0;
    double absolute = Math.abs(value);
    char lower = Character.toLowerCase(format);
    BigDecimal decimal =
        precision < 0 ? new BigDecimal(Double.toString(absolute)) : new BigDecimal(absolute);
    String text =
        switch (lower) {
          case 'e' -> exponent(decimal, precision < 0 ? digits(decimal) - 1 : precision);
          case 'f' -> fixed(decimal, precision);
          default -> general(decimal, precision);
        };
    if (Character.isUpperCase(format)) {
      text = text.toUpperCase(Locale.ROOT);
    }
    return negative ? "-" + text : text;
  }

  private static String fixed(BigDecimal decimal, int precision) {
    BigDecimal rounded =
        precision < 0
            ? decimal.stripTrailingZeros()
            : decimal.setScale(precision, RoundingMode.HALF_EVEN);
    return (rounded.scale() < 0 ? rounded.setScale(0) : rounded).toPlainString();
  }

  private static String general(BigDecimal decimal, int precision) {
    int wanted = precision == 0 ? 1 : precision;
    BigDecimal rounded =
        wanted < 0 ? decimal : decimal.round(new MathContext(wanted, RoundingMode.HALF_EVEN));
    int digits = digits(rounded);
    int exponent = exponentOf(rounded);
    int limit = wanted < 0 ? SHORTEST_LIMIT : wanted;
    if (wanted > digits && digits >= exponent + 1) {
      limit = digits;
    }
    if (exponent < -4 || exponent >= limit) {
      return exponent(rounded, digits - 1);
    }
    return fixed(rounded, -1);
  }

  private static String exponent(BigDecimal decimal, int precision) {
    BigDecimal rounded = decimal.round(new MathContext(precision + 1, RoundingMode.HALF_EVEN));
    int exponent = exponentOf(rounded);
    String digits = rounded.unscaledValue().toString();
    StringBuilder out = new StringBuilder().append(digits.charAt(0));
    if (precision > 0) {
      out.append('.');
      for (int i = 1; i <= precision; i++) {
        out.append(i < digits.length() ? digits.charAt(i) : '0');
      }
    }
    out.append('e').append(exponent < 0 ? '-' : '+');
    int magnitude = Math.abs(exponent);
    return out.append(magnitude < 10 ? "0" : "").append(magnitude).toString();
  }

  private static int digits(BigDecimal decimal) {
    return decimal.signum() == 0 ? 1 : decimal.stripTrailingZeros().precision();
  }

  private static int exponentOf(BigDecimal decimal) {
    return decimal.signum() == 0 ? 0 : decimal.precision() - decimal.scale() - 1;
  }
}
