package io.millrace.query.template.function;

import io.millrace.query.template.format.Int64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What counts as true: everything that is not zero, empty or nil.
public final class Truth {
  private Truth() {}

  public static boolean of(@Nullable Object value) {
    return switch (value) {
      case null -> false;
      case Boolean bool -> bool;
      case String text -> !text.isEmpty();
      case Long number -> number != 0;
      case Int64(long number) -> number != 0;
      case Double number -> number != 0;
      case List<?> list -> !list.isEmpty();
      case Map<?, ?> map -> !map.isEmpty();
      default -> true;
    };
  }
}
