package io.millrace.query.api;

import java.util.OptionalDouble;
import java.util.regex.Pattern;

/// Numbers as Go's `strconv.ParseFloat` takes them, so far as a parameter of a request can use it.
final class GoNumbers {
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

  private GoNumbers() {}

  static OptionalDouble parseFloat(String text) {
    return DECIMAL.matcher(text).matches()
        ? OptionalDouble.of(Double.parseDouble(text))
        : OptionalDouble.empty();
  }
}
