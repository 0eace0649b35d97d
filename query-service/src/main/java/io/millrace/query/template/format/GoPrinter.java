package io.millrace.query.template.format;

import io.millrace.query.template.time.GoTime;
import io.millrace.query.value.GoFloat;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Go's `fmt.Sprint` and its kin. Strings are bytes, in and out.
public final class GoPrinter {
  private GoPrinter() {}

  /// A value as `%v` prints it.
  public static String value(@Nullable Object value) {
    return switch (value) {
      case null -> "<nil>";
      case String text -> text;
      case Long number -> number.toString();
      case Int64(long number) -> Long.toString(number);
      case Double number -> GoFloat.format(number, 'g', -1);
      case Boolean bool -> bool.toString();
      case ZonedDateTime time -> GoTime.print(time);
      case List<?> list -> list(list);
      case Map<?, ?> map -> map(map);
      default -> value.toString();
    };
  }

  /// `fmt.Sprint`: a blank between operands of which neither is a string.
  public static String print(List<? extends @Nullable Object> values) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < values.size(); i++) {
      boolean apart =
          i > 0 && !(values.get(i) instanceof String) && !(values.get(i - 1) instanceof String);
      out.append(apart ? " " : "").append(value(values.get(i)));
    }
    return out.toString();
  }

  /// `fmt.Sprintln`: blanks between all operands, and a newline.
  public static String println(List<? extends @Nullable Object> values) {
    StringBuilder out = new StringBuilder();
    for (Object value : values) {
      out.append(out.isEmpty() ? "" : " ").append(value(value));
    }
    return out.append('\n').toString();
  }

  private static String list(List<?> list) {
    StringBuilder out = new StringBuilder("[");
    for (Object element : list) {
      out.append(out.length() > 1 ? " " : "").append(value(element));
    }
    return out.append(']').toString();
  }

  private static String map(Map<?, ?> map) {
    StringBuilder out = new StringBuilder("map[");
    for (Map.Entry<?, ?> entry : new TreeMap<Object, Object>(map).entrySet()) {
      out.append(out.length() > 4 ? " " : "")
          .append(value(entry.getKey()))
          .append(':')
          .append(value(entry.getValue()));
    }
    return out.append(']').toString();
  }
}
