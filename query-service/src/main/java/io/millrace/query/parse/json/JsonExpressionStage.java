package io.millrace.query.parse.json;

import io.millrace.query.row.Category;
import io.millrace.query.row.Hints;
import io.millrace.query.row.NameTable;
import io.millrace.query.row.Row;
import io.millrace.query.row.RowError;
import io.millrace.query.row.RowLabels;
import io.millrace.query.row.RowStage;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `| json a="b.c[0]"`: the values at some paths as labels. Objects and arrays are given as they
/// stand in the line; what is not found gives an empty label, unless there is a label of that name.
public final class JsonExpressionStage implements RowStage {
  private final Hints hints;
  private final int[] names;
  private final List<JsonPath> paths;
  private final JsonScanner scanner = new JsonScanner();

  /// The label `labels.get(i)` is found at `paths.get(i)`.
  public JsonExpressionStage(Hints hints, List<String> labels, List<JsonPath> paths) {
    NameTable table = hints.labels().names();
    this.hints = hints;
    this.names = labels.stream().mapToInt(table::id).toArray();
    this.paths = List.copyOf(paths);
  }

  @Override
  public boolean apply(Row row) {
    if (row.lineLength() == 0 || hints.isDone()) {
      return true;
    }
    int start = row.lineStart();
    byte first = row.lineBytes()[start];
    if (first != '{' && first != '[' && first != '"') {
      row.setError(RowError.JSON);
      return true;
    }
    int end = start + row.lineLength();
    scanner.open(row.lineBytes(), end);
    for (int i = 0; i < names.length; i++) {
      extract(row, i, start, end);
    }
    return true;
  }

  private void extract(Row row, int index, int start, int end) {
    RowLabels labels = row.labels();
    int name = names[index];
    JsonType type = find(paths.get(index).steps(), start, end, row);
    int target = labels.parsedName(name);
    if (type == null) {
      if (!labels.has(name)) {
        labels.setEmpty(Category.PARSED, name);
        labels.markExtracted(name);
      }
      return;
    }
    switch (type) {
      case FAULT -> row.setError(RowError.JSON, scanner.fault());
      case NULL -> {
        labels.setEmpty(Category.PARSED, target);
        labels.markExtracted(target);
      }
      case STRING -> JsonValues.set(row, target, scanner, true);
      case NUMBER, BOOLEAN, OBJECT, ARRAY -> JsonValues.set(row, target, scanner, false);
    }
  }

  /// Walks down the steps and leaves the scanner at the value; null where there is none.
  private @Nullable JsonType find(List<JsonPath.Step> steps, int start, int end, Row row) {
    int from = start;
    int to = end;
    JsonType type = null;
    for (JsonPath.Step step : steps) {
      type =
          switch (step) {
            case JsonPath.Step.Member(byte[] key) -> member(key, from, to, row);
            case JsonPath.Step.Element(int wanted) -> element(wanted, from, to);
          };
      if (type == null || type == JsonType.FAULT) {
        return type;
      }
      from = scanner.start();
      to = scanner.stop();
    }
    return type;
  }

  private @Nullable JsonType member(byte[] key, int start, int end, Row row) {
    int at = scanner.skipBlanks(start, end);
    if (at == end || scanner.at(at) != '{') {
      return null;
    }
    at = scanner.skipBlanks(at + 1, end);
    while (at < end && scanner.at(at) == '"' && scanner.string(at + 1, end)) {
      boolean wanted = isKey(key, row);
      at = scanner.skipBlanks(scanner.next(), end);
      if (at == end || scanner.at(at) != ':') {
        return null;
      }
      JsonType type = scanner.value(at + 1, end);
      if (wanted) {
        return type;
      }
      if (type == JsonType.FAULT) {
        return null;
      }
      at = scanner.skipBlanks(scanner.next(), end);
      if (at == end || scanner.at(at) != ',') {
        return null;
      }
      at = scanner.skipBlanks(at + 1, end);
    }
    return null;
  }

  private boolean isKey(byte[] key, Row row) {
    if (!scanner.isEscaped()) {
      return Arrays.equals(key, 0, key.length, scanner.text(), scanner.start(), scanner.stop());
    }
    int from = row.scratch().position();
    boolean valid =
        JsonEscapes.unescape(scanner.text(), scanner.start(), scanner.stop(), row.scratch());
    boolean same =
        valid
            && Arrays.equals(
                key, 0, key.length, row.scratch().bytes(), from, row.scratch().position());
    row.scratch().truncate(from);
    return same;
  }

  private @Nullable JsonType element(int wanted, int start, int end) {
    int at = scanner.skipBlanks(start, end);
    if (at == end || scanner.at(at) != '[') {
      return null;
    }
    at = scanner.skipBlanks(at + 1, end);
    for (int index = 0; at < end && scanner.at(at) != ']'; index++) {
      JsonType type = scanner.value(at, end);
      if (index == wanted) {
        return type;
      }
      if (type == JsonType.FAULT) {
        return null;
      }
      at = scanner.skipBlanks(scanner.next(), end);
      if (at == end || scanner.at(at) != ',') {
        return null;
      }
      at = scanner.skipBlanks(at + 1, end);
    }
    return null;
  }
}
