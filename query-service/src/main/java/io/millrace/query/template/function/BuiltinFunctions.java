package io.millrace.query.template.function;

import io.millrace.query.template.format.GoFormat;
import io.millrace.query.template.format.GoPrinter;
import io.millrace.query.template.format.GoTypes;
import io.millrace.query.template.format.StringMap;
import io.millrace.query.template.function.Function.Arguments;
import io.millrace.query.value.ValueSyntaxException;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What every Go template has: logic, comparison, indexing and printing. `and` and `or` stop early,
/// which is the executor's affair; here they are for their names.
final class BuiltinFunctions {
  private BuiltinFunctions() {}

  static void addTo(Functions functions) {
    functions.addVariadic("and", (args, _) -> args.any(0), ParameterType.ANY, ParameterType.ANY);
    functions.addVariadic("or", (args, _) -> args.any(0), ParameterType.ANY, ParameterType.ANY);
    functions.add("not", (args, _) -> !Truth.of(args.any(0)), ParameterType.ANY);
    functions.addVariadic("eq", (args, _) -> equal(args), ParameterType.ANY, ParameterType.ANY);
    functions.add(
        "ne",
        (args, _) -> !Comparisons.equal(args.any(0), args.any(1)),
        ParameterType.ANY,
        ParameterType.ANY);
    functions.add(
        "lt",
        (args, _) -> Comparisons.less(args.any(0), args.any(1)),
        ParameterType.ANY,
        ParameterType.ANY);
    functions.add("le", (args, _) -> lessOrEqual(args), ParameterType.ANY, ParameterType.ANY);
    functions.add("gt", (args, _) -> !lessOrEqual(args), ParameterType.ANY, ParameterType.ANY);
    functions.add(
        "ge",
        (args, _) -> !Comparisons.less(args.any(0), args.any(1)),
        ParameterType.ANY,
        ParameterType.ANY);
    functions.add("len", (args, _) -> length(args.any(0)), ParameterType.ANY);
    functions.addVariadic("index", (args, _) -> index(args), ParameterType.ANY, ParameterType.ANY);
    functions.addVariadic("slice", (args, _) -> slice(args), ParameterType.ANY, ParameterType.ANY);
    functions.addVariadic("print", (args, _) -> GoPrinter.print(args.values()), ParameterType.ANY);
    functions.addVariadic(
        "println", (args, _) -> GoPrinter.println(args.values()), ParameterType.ANY);
    functions.addVariadic(
        "printf",
        (args, _) -> GoFormat.format(args.string(0), args.values().subList(1, args.size())),
        ParameterType.STRING,
        ParameterType.ANY);
    functions.addVariadic("html", (args, _) -> Escapes.html(printed(args)), ParameterType.ANY);
    functions.addVariadic("js", (args, _) -> Escapes.javascript(printed(args)), ParameterType.ANY);
    functions.addVariadic("urlquery", (args, _) -> Escapes.query(printed(args)), ParameterType.ANY);
    functions.addVariadic("call", (args, _) -> call(args), ParameterType.ANY, ParameterType.ANY);
  }

  private static String printed(Arguments args) {
    return GoPrinter.print(args.values());
  }

  private static boolean equal(Arguments args) throws ValueSyntaxException {
    if (args.size() < 2) {
      throw new ValueSyntaxException("missing argument for comparison");
    }
    for (int i = 1; i < args.size(); i++) {
      if (Comparisons.equal(args.any(0), args.any(i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean lessOrEqual(Arguments args) throws ValueSyntaxException {
    return Comparisons.less(args.any(0), args.any(1))
        || Comparisons.equal(args.any(0), args.any(1));
  }

  private static long length(@Nullable Object value) throws ValueSyntaxException {
    return switch (value) {
      case null -> throw new ValueSyntaxException("len of nil pointer");
      case String text -> text.length();
      case List<?> list -> list.size();
      case Map<?, ?> map -> map.size();
      default -> throw new ValueSyntaxException("len of type " + GoTypes.name(value));
    };
  }

  private static @Nullable Object index(Arguments args) throws ValueSyntaxException {
    Object item = args.any(0);
    if (item == null) {
      throw new ValueSyntaxException("index of untyped nil");
    }
    for (int i = 1; i < args.size(); i++) {
      if (item == null) {
        throw new ValueSyntaxException("index of nil pointer");
      }
      item = element(item, args.any(i));
    }
    return item;
  }

  private static @Nullable Object element(Object item, @Nullable Object index)
      throws ValueSyntaxException {
    return switch (item) {
      case String text -> (long) text.charAt(position(index, text.length()));
      case List<?> list -> list.get(position(index, list.size()));
      case Map<?, ?> map -> {
        if (!(index instanceof String key)) {
          throw new ValueSyntaxException(
              index == null
                  ? "value is nil; should be of type string"
                  : "value has type " + GoTypes.name(index) + "; should be string");
        }
        Object found = map.get(key);
        yield found == null && map instanceof StringMap ? "" : found;
      }
      default -> throw new ValueSyntaxException("can't index item of type " + GoTypes.name(item));
    };
  }

  private static int position(@Nullable Object index, int length) throws ValueSyntaxException {
    Long place = GoTypes.integer(index);
    if (place == null) {
      throw new ValueSyntaxException(
          index == null
              ? "cannot index slice/array with nil"
              : "cannot index slice/array with type " + GoTypes.name(index));
    }
    if (place < 0 || place >= length) {
      throw new ValueSyntaxException("index out of range: " + place);
    }
    return place.intValue();
  }

  private static Object slice(Arguments args) throws ValueSyntaxException {
    Object item = args.any(0);
    if (item == null) {
      throw new ValueSyntaxException("slice of untyped nil");
    }
    if (args.size() > 4) {
      throw new ValueSyntaxException("too many slice indexes: " + (args.size() - 1));
    }
    if (!(item instanceof String) && !(item instanceof List<?>)) {
      throw new ValueSyntaxException("can't slice item of type " + GoTypes.name(item));
    }
    if (item instanceof String && args.size() == 4) {
      throw new ValueSyntaxException("cannot 3-index slice a string");
    }
    int length = item instanceof String text ? text.length() : ((List<?>) item).size();
    int from = args.size() > 1 ? position(args.any(1), length + 1) : 0;
    int to = args.size() > 2 ? position(args.any(2), length + 1) : length;
    if (from > to) {
      throw new ValueSyntaxException("invalid slice index: " + from + " > " + to);
    }
    return item instanceof String text
        ? text.substring(from, to)
        : List.copyOf(((List<?>) item).subList(from, to));
  }

  private static Object call(Arguments args) throws ValueSyntaxException {
    Object callee = args.any(0);
    throw new ValueSyntaxException(
        callee == null
            ? "call of nil"
            : "non-function "
                + GoPrinter.value(callee)
                + " of type "
                + GoTypes.name(callee instanceof ZonedDateTime time ? time : callee));
  }
}
