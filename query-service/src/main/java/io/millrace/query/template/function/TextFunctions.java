package io.millrace.query.template.function;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.millrace.query.template.GoString;
import io.millrace.query.template.Input;
import io.millrace.query.template.function.Function.Arguments;
import io.millrace.query.value.ValueSyntaxException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Regular expressions, JSON, defaults, and the line itself.
final class TextFunctions {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int MAX_DEPTH = 500;

  private TextFunctions() {}

  static void addTo(Functions functions) {
    functions.add("__line__", (_, input) -> input.line());
    functions.add("__timestamp__", (_, input) -> input.timestamp());
    functions.add(
        "regexReplaceAll",
        (args, input) -> replace(args, input, false),
        ParameterType.STRING,
        ParameterType.STRING,
        ParameterType.STRING);
    functions.add(
        "regexReplaceAllLiteral",
        (args, input) -> replace(args, input, true),
        ParameterType.STRING,
        ParameterType.STRING,
        ParameterType.STRING);
    functions.add(
        "count",
        (args, input) ->
            RegexReplacement.count(input.regex(args.string(0)), GoString.decode(args.string(1))),
        ParameterType.STRING,
        ParameterType.STRING);
    functions.addVariadic(
        "default", (args, _) -> orDefault(args), ParameterType.ANY, ParameterType.ANY);
    functions.add("fromJson", (args, _) -> json(args.string(0)), ParameterType.STRING);
  }

  private static String replace(Arguments args, Input input, boolean literal)
      throws ValueSyntaxException {
    String replaced =
        RegexReplacement.replace(
            input.regex(args.string(0)),
            GoString.decode(args.string(1)),
            GoString.decode(args.string(2)),
            literal);
    return GoString.encode(replaced);
  }

  private static @Nullable Object orDefault(Arguments args) {
    boolean given = args.size() > 1 && Truth.of(args.any(1));
    return given ? args.any(1) : args.any(0);
  }

  /// The value of a JSON text, nil where it is none.
  private static @Nullable Object json(String text) {
    try (JsonParser parser = JSON.createParser(GoString.bytes(text))) {
      JsonToken token = parser.nextToken();
      if (token == null) {
        return null;
      }
      Object value = read(parser, token, 0);
      return parser.nextToken() == null ? value : null;
    } catch (IOException e) {
      return null;
    }
  }

  private static @Nullable Object read(JsonParser parser, JsonToken token, int depth)
      throws IOException {
    if (depth > MAX_DEPTH) {
      throw new IOException("nested more than " + MAX_DEPTH + " levels deep");
    }
    return switch (token) {
      case START_OBJECT -> {
        TreeMap<String, @Nullable Object> map = new TreeMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = GoString.encode(parser.currentName());
          map.put(name, read(parser, parser.nextToken(), depth + 1));
        }
        yield map;
      }
      case START_ARRAY -> {
        List<@Nullable Object> list = new ArrayList<>();
        for (JsonToken next = parser.nextToken();
            next != JsonToken.END_ARRAY;
            next = parser.nextToken()) {
          list.add(read(parser, next, depth + 1));
        }
        yield list;
      }
      case VALUE_STRING -> GoString.encode(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Double.parseDouble(parser.getText());
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
          throw new IOException("unexpected " + token);
    };
  }
}
