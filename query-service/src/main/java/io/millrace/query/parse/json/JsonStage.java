package io.millrace.query.parse.json;

import io.millrace.query.parse.Extraction;
import io.millrace.query.parse.KeyTable;
import io.millrace.query.row.Hints;
import io.millrace.query.row.Row;
import io.millrace.query.row.RowError;
import io.millrace.query.row.RowStage;

/// `| json`: each string, number and boolean of the object in the line becomes a label; members of
/// inner objects are named by their path, with underscores. Arrays and nulls are left out.
public final class JsonStage implements RowStage {
  private static final int MAX_DEPTH = 512;

  private final Hints hints;
  private final KeyTable keys;
  private final JsonScanner scanner = new JsonScanner();

  public JsonStage(Hints hints) {
    this.hints = hints;
    this.keys = new KeyTable(hints);
  }

  @Override
  public boolean apply(Row row) {
    if (hints.isDone()) {
      return true;
    }
    int end = row.lineStart() + row.lineLength();
    scanner.open(row.lineBytes(), end);
    if (object(row, row.lineStart(), end, KeyTable.TOP, 0) == Outcome.FAULT) {
      row.setError(RowError.JSON, scanner.fault());
    }
    return true;
  }

  private enum Outcome {
    READ,
    /// Everything that was wanted has been found.
    ENOUGH,
    FAULT
  }

  private Outcome fault(String why) {
    scanner.fail(why);
    return Outcome.FAULT;
  }

  private Outcome object(Row row, int from, int end, int parent, int depth) {
    int at = scanner.skipBlanks(from, end);
    if (at == end || scanner.at(at) != '{') {
      return fault(JsonScanner.UNCLOSED_OBJECT);
    }
    at = scanner.skipBlanks(at + 1, end);
    if (at == end) {
      return fault(JsonScanner.MALFORMED_JSON);
    }
    while (at < end) {
      if (scanner.at(at) == '}') {
        return Outcome.READ;
      }
      if (scanner.at(at) != '"') {
        return fault(JsonScanner.UNCLOSED_OBJECT);
      }
      if (!scanner.string(at + 1, end)) {
        return fault(JsonScanner.MALFORMED_JSON);
      }
      int key = key(row, parent);
      if (key < 0) {
        return fault(JsonScanner.BAD_ESCAPE);
      }
      at = scanner.skipBlanks(scanner.next(), end);
      if (at == end || scanner.at(at) != ':') {
        return fault(JsonScanner.MALFORMED_JSON);
      }
      JsonType type = scanner.value(at + 1, end);
      if (type == JsonType.FAULT) {
        return Outcome.FAULT;
      }
      int next = scanner.next();
      Outcome outcome = member(row, type, key, depth);
      if (outcome != Outcome.READ) {
        return outcome;
      }
      at = scanner.skipBlanks(next, end);
      if (at == end) {
        return fault(JsonScanner.UNCLOSED_ARRAY);
      }
      if (scanner.at(at) == '}') {
        return Outcome.READ;
      }
      if (scanner.at(at) != ',') {
        return fault(JsonScanner.UNCLOSED_OBJECT);
      }
      at = scanner.skipBlanks(at + 1, end);
      if (at == end) {
        return fault(JsonScanner.UNCLOSED_ARRAY);
      }
    }
    return fault(JsonScanner.UNCLOSED_OBJECT);
  }

  /// The number of the key that the scanner has just read, or -1 if it cannot be unescaped.
  private int key(Row row, int parent) {
    if (!scanner.isEscaped()) {
      return keys.key(parent, scanner.text(), scanner.start(), scanner.stop() - scanner.start());
    }
    int from = row.scratch().position();
    if (!JsonEscapes.unescape(scanner.text(), scanner.start(), scanner.stop(), row.scratch())) {
      return -1;
    }
    int length = row.scratch().position() - from;
    int key = keys.key(parent, row.scratch().bytes(), from, length);
    row.scratch().truncate(from);
    return key;
  }

  private Outcome member(Row row, JsonType type, int key, int depth) {
    if (!keys.isWanted(key)) {
      return Outcome.READ;
    }
    return switch (type) {
      case STRING, NUMBER, BOOLEAN -> {
        int name = keys.name(key) < 0 ? -1 : Extraction.target(hints, keys.name(key));
        if (name >= 0) {
          set(row, name, type == JsonType.STRING);
          yield hints.isDone() ? Outcome.ENOUGH : Outcome.READ;
        }
        yield Outcome.READ;
      }
      case OBJECT ->
          depth < MAX_DEPTH
              ? object(row, scanner.start(), scanner.stop(), key, depth + 1)
              : Outcome.READ;
      case NULL, ARRAY, FAULT -> Outcome.READ;
    };
  }

  private void set(Row row, int name, boolean isString) {
    JsonValues.set(row, name, scanner, isString);
  }
}
