package io.millrace.query.parse.json;

import io.millrace.query.parse.Extraction;
import io.millrace.query.row.Row;

/// Turns a value that the scanner has found into a label.
final class JsonValues {
  private JsonValues() {}

  /// Sets the label to the text of the value; a string loses its escapes, and is empty if one of
  /// them is wrong.
  static void set(Row row, int name, JsonScanner scanner, boolean isString) {
    int start = scanner.start();
    int length = scanner.stop() - start;
    if (!isString) {
      Extraction.set(row.labels(), name, scanner.text(), start, length);
    } else if (!scanner.isEscaped()) {
      Extraction.setClean(row.labels(), row.scratch(), name, scanner.text(), start, length);
    } else {
      int from = row.scratch().position();
      if (!JsonEscapes.unescape(scanner.text(), start, scanner.stop(), row.scratch())) {
        row.scratch().truncate(from);
      }
      int unescaped = row.scratch().position() - from;
      Extraction.setClean(
          row.labels(), row.scratch(), name, row.scratch().bytes(), from, unescaped);
    }
  }
}
