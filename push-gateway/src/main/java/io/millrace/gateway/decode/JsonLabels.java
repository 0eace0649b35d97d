package io.millrace.gateway.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.schemas.model.Label;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The labels of a stream in Loki's JSON.
public final class JsonLabels {
  private JsonLabels() {}

  /// Reads an object of which the syntax is known to be right; an empty range is the empty set.
  /// Values that are no strings stand for their own text, and of a name that stands twice the last
  /// one holds. Ascending by name.
  public static List<Label> read(byte[] data, int offset, int length) {
    Map<String, String> labels = new TreeMap<>();
    var in = new JsonCursor();
    byte[] object = Arrays.copyOfRange(data, offset, offset + length);
    in.reset(object, length);
    try {
      if (length > 0 && in.objectStart()) {
        do {
          int name = in.position() + 1;
          int nameEnd = in.skippedFieldName();
          in.peek();
          int value = in.position();
          in.skip();
          labels.put(text(object, name, nameEnd), value(object, value, in.position()));
        } while (in.moreFields());
      }
    } catch (DecodeException e) {
      throw new IllegalArgumentException("labels are no json object: " + e.getMessage(), e);
    }
    List<Label> pairs = new ArrayList<>(labels.size());
    labels.forEach((name, value) -> pairs.add(new Label(name, value)));
    return pairs;
  }

  private static String value(byte[] object, int from, int to) {
    return object[from] == '"'
        ? text(object, from + 1, to - 1)
        : new String(object, from, to - from, UTF_8);
  }

  private static String text(byte[] object, int from, int to) {
    String text = JsonText.toText(object, from, to - from);
    return text == null ? new String(object, from, to - from, UTF_8) : text;
  }
}
