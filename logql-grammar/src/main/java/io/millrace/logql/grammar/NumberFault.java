package io.millrace.logql.grammar;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What is wrong with a number, in the words of Go's scanner.
public final class NumberFault {
  private static final Pattern OPEN_EXPONENT =
      Pattern.compile("0[xX].*[pP][+-]?|[0-9._]*[eE][+-]?");
  private static final Pattern LOOSE_UNDERSCORE =
      Pattern.compile("__|_$|_\\.|\\._|_[eEpP]|[eEpP][+-]?_");
  private static final Pattern HEX_FRACTION = Pattern.compile("0[xX][^pP]*\\.[^pP]*");
  private static final Pattern NOT_OCTAL = Pattern.compile("0[0-9_]*?([89])[0-9_]*");

  private NumberFault() {}

  /// The fault of a token of type `BAD_NUMBER`.
  public static String of(String number) {
    return of(number, number.indexOf('.') < 0);
  }

  /// The fault of a number, empty if there is none. An integer that starts with 0 is octal.
  static String of(String number, boolean octal) {
    if (OPEN_EXPONENT.matcher(number).matches()) {
      return "exponent has no digits";
    }
    if (HEX_FRACTION.matcher(number).matches()) {
      return "hexadecimal mantissa requires a 'p' exponent";
    }
    Matcher decimal = NOT_OCTAL.matcher(number);
    if (octal && decimal.matches()) {
      return "invalid digit '" + decimal.group(1) + "' in octal literal";
    }
    return LOOSE_UNDERSCORE.matcher(number).find() ? "'_' must separate successive digits" : "";
  }
}
