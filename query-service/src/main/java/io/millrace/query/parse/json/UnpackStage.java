package io.millrace.query.parse.json;

import io.millrace.query.parse.Extraction;
import io.millrace.query.row.Category;
import io.millrace.query.row.Hints;
import io.millrace.query.row.Row;
import io.millrace.query.row.RowError;
import io.millrace.query.row.RowLabels;
import io.millrace.query.row.RowStage;
import java.util.Arrays;

/// `| unpack`: an object with a string `_entry` becomes its line, and its other strings labels.
/// Without an `_entry` nothing is taken.
public final class UnpackStage implements RowStage {
  private static final String NOT_AN_OBJECT = "expecting json object(6), but it is not";
  private static final byte[] ENTRY = {'_', 'e', 'n', 't', 'r', 'y'};

  private final Hints hints;
  private final JsonScanner scanner = new JsonScanner();

  private int[] names = new int[16];
  private byte[][] texts = new byte[16][];
  private int[] starts = new int[16];
  private int[] lengths = new int[16];
  private int count;
  private boolean hasEntry;

  public UnpackStage(Hints hints) {
    this.hints = hints;
  }

  @Override
  public boolean apply(Row row) {
    if (row.lineLength() == 0) {
      return true;
    }
    int start = row.lineStart();
    int end = start + row.lineLength();
    if (row.lineBytes()[start] != '{') {
      row.setError(RowError.JSON, NOT_AN_OBJECT);
      return true;
    }
    scanner.open(row.lineBytes(), end);
    count = 0;
    hasEntry = false;
    if (!read(row, start, end)) {
      row.setError(RowError.JSON, scanner.fault());
    } else if (hasEntry) {
      take(row);
    }
    return true;
  }

  private boolean read(Row row, int start, int end) {
    int at = scanner.skipBlanks(start + 1, end);
    if (at == end) {
      return fault(JsonScanner.MALFORMED_JSON);
    }
    while (at < end && scanner.at(at) != '}') {
      if (scanner.at(at) != '"') {
        return fault(JsonScanner.UNCLOSED_OBJECT);
      }
      if (!scanner.string(at + 1, end)) {
        return fault(JsonScanner.MALFORMED_JSON);
      }
      int keyStart = scanner.start();
      int keyLength = scanner.stop() - keyStart;
      byte[] keyText = scanner.text();
      if (scanner.isEscaped()) {
        int from = row.scratch().position();
        if (!JsonEscapes.unescape(keyText, keyStart, scanner.stop(), row.scratch())) {
          return fault(JsonScanner.BAD_ESCAPE);
        }
        keyText = row.scratch().bytes();
        keyStart = from;
        keyLength = row.scratch().position() - from;
      }
      at = scanner.skipBlanks(scanner.next(), end);
      if (at == end || scanner.at(at) != ':') {
        return fault(JsonScanner.MALFORMED_JSON);
      }
      JsonType type = scanner.value(at + 1, end);
      if (type == JsonType.FAULT) {
        return false;
      }
      int next = scanner.next();
      if (type == JsonType.STRING) {
        member(row, keyText, keyStart, keyLength);
      }
      at = scanner.skipBlanks(next, end);
      if (at == end) {
        return fault(JsonScanner.UNCLOSED_ARRAY);
      }
      if (scanner.at(at) == '}') {
        return true;
      }
      if (scanner.at(at) != ',') {
        return fault(JsonScanner.UNCLOSED_OBJECT);
      }
      at = scanner.skipBlanks(at + 1, end);
    }
    return at < end || fault(JsonScanner.UNCLOSED_ARRAY);
  }

  private boolean fault(String why) {
    scanner.fail(why);
    return false;
  }

  /// Notes a member whose value the scanner has just read.
  private void member(Row row, byte[] keyText, int keyStart, int keyLength) {
    boolean entry = Arrays.equals(ENTRY, 0, ENTRY.length, keyText, keyStart, keyStart + keyLength);
    int name = -1;
    if (!entry) {
      name = Extraction.target(hints, hints.labels().names().id(keyText, keyStart, keyLength));
      if (name < 0) {
        return;
      }
    }
    byte[] text = scanner.text();
    int start = scanner.start();
    int length = scanner.stop() - start;
    if (scanner.isEscaped()) {
      int from = row.scratch().position();
      if (!JsonEscapes.unescape(text, start, scanner.stop(), row.scratch())) {
        row.scratch().truncate(from);
      }
      text = row.scratch().bytes();
      start = from;
      length = row.scratch().position() - from;
    }
    if (entry) {
      hasEntry = true;
    }
    if (count == names.length) {
      names = Arrays.copyOf(names, count * 2);
      texts = Arrays.copyOf(texts, count * 2);
      starts = Arrays.copyOf(starts, count * 2);
      lengths = Arrays.copyOf(lengths, count * 2);
    }
    names[count] = name;
    texts[count] = text;
    starts[count] = start;
    lengths[count] = length;
    count++;
  }

  private void take(Row row) {
    RowLabels labels = row.labels();
    for (int i = 0; i < count; i++) {
      if (names[i] < 0) {
        row.setLine(texts[i], starts[i], lengths[i]);
      } else if (!labels.isExtracted(names[i])) {
        Extraction.setClean(labels, row.scratch(), names[i], texts[i], starts[i], lengths[i]);
      } else {
        labels.set(Category.PARSED, names[i], texts[i], starts[i], lengths[i]);
      }
    }
  }
}
