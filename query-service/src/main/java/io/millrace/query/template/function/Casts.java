package io.millrace.query.template.function;

import io.millrace.query.template.GoIntegers;
import io.millrace.query.template.format.Int64;
import io.millrace.query.value.GoFloat;
import io.millrace.query.value.ValueSyntaxException;
import org.jspecify.annotations.Nullable;

/// Numbers made of whatever there is; 0 where nothing can be.
final class Casts {
  private Casts() {}

  static long toLong(@Nullable Object value) {
    return switch (value) {
      case Long number -> number;
      case Int64(long number) -> number;
      case Double number -> number.longValue();
      case Boolean bool -> bool ? 1 : 0;
      case String text -> parse(withoutZeroFraction(text));
      case null, default -> 0;
    };
  }

  static double toDouble(@Nullable Object value) {
    return switch (value) {
      case Long number -> number;
      case Int64(long number) -> number;
      case Double number -> number;
      case Boolean bool -> bool ? 1 : 0;
      case String text -> {
        try {
          yield GoFloat.parse(text);
        } catch (ValueSyntaxException e) {
          yield 0;
        }
      }
      case null, default -> 0;
    };
  }

  private static long parse(String text) {
    Long value = GoIntegers.parse(text);
    return value == null ? 0 : value;
  }

  /// `5.00` is an integer too.
  private static String withoutZeroFraction(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '0') {
      end--;
    }
    return end > 0 && text.charAt(end - 1) == '.' ? text.substring(0, end - 1) : text;
  }
}
