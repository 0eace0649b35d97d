package io.millrace.query.template.format;

import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What Go calls the types of template values.
public final class GoTypes {
  private GoTypes() {}

  /// The name of the type; `<nil>` for nil.
  public static String name(@Nullable Object value) {
    return switch (value) {
      case null -> "<nil>";
      case String _ -> "string";
      case Long _ -> "int";
      case Int64 _ -> "int64";
      case Double _ -> "float64";
      case Boolean _ -> "bool";
      case ZonedDateTime _ -> "time.Time";
      case List<?> _ -> "[]interface {}";
      case StringMap _ -> "map[string]string";
      case Map<?, ?> _ -> "map[string]interface {}";
      default -> value.getClass().getSimpleName();
    };
  }

  /// The value of an integer of either kind, or null.
  public static @Nullable Long integer(@Nullable Object value) {
    return switch (value) {
      case Long number -> number;
      case Int64(long number) -> number;
      case null, default -> null;
    };
  }
}
