package io.millrace.query.parse.logfmt;

import io.millrace.query.parse.Extraction;
import io.millrace.query.parse.KeyTable;
import io.millrace.query.row.Category;
import io.millrace.query.row.Hints;
import io.millrace.query.row.NameTable;
import io.millrace.query.row.Row;
import io.millrace.query.row.RowError;
import io.millrace.query.row.RowLabels;
import io.millrace.query.row.RowStage;
import java.util.Arrays;
import java.util.List;

/// `| logfmt a="b"`: only some keys become labels. A key that the line does not have gives an empty
/// label, unless there is a label of that name.
public final class LogfmtExpressionStage implements RowStage {
  private final Hints hints;
  private final boolean strict;
  private final int[] names;
  private final int[] keyNames;
  private final boolean[] found;
  private final KeyTable keys;
  private final LogfmtScanner scanner = new LogfmtScanner();

  /// The label `labels.get(i)` is found under the key `keys.get(i)`.
  public LogfmtExpressionStage(
      Hints hints, boolean strict, List<String> labels, List<String> keys) {
    NameTable table = hints.labels().names();
    this.hints = hints;
    this.strict = strict;
    this.names = labels.stream().mapToInt(table::id).toArray();
    this.keyNames = keys.stream().mapToInt(table::id).toArray();
    this.found = new boolean[names.length];
    this.keys = new KeyTable(Hints.everything(hints.labels()));
  }

  @Override
  public boolean apply(Row row) {
    if (row.lineLength() == 0 || hints.isDone()) {
      return true;
    }
    Arrays.fill(found, false);
    boolean valid = scan(row);
    if (!valid) {
      row.setError(RowError.LOGFMT, scanner.fault());
    }
    RowLabels labels = row.labels();
    for (int i = 0; i < names.length; i++) {
      if (!found[i] && !labels.has(names[i])) {
        labels.setEmpty(Category.PARSED, names[i]);
        labels.markExtracted(names[i]);
      }
    }
    return true;
  }

  private boolean scan(Row row) {
    scanner.open(row.lineBytes(), row.lineStart(), row.lineStart() + row.lineLength());
    while (true) {
      switch (scanner.next()) {
        case PAIR -> {
          if (!pair(row) && strict) {
            return false;
          }
        }
        case FAULT -> {
          if (strict) {
            return false;
          }
          scanner.skipWord();
        }
        case END -> {
          return true;
        }
      }
    }
  }

  private boolean pair(Row row) {
    int key = keys.key(KeyTable.TOP, scanner.line(), scanner.keyStart(), scanner.keyLength());
    int keyName = keys.name(key);
    for (int i = 0; i < keyNames.length; i++) {
      if (keyNames[i] == keyName && !found[i]) {
        if (!set(row, row.labels().parsedName(names[i]))) {
          return false;
        }
        found[i] = true;
      }
    }
    return true;
  }

  private boolean set(Row row, int name) {
    byte[] text = scanner.line();
    int start = scanner.valueStart();
    int length = scanner.valueLength();
    if (scanner.isEscaped()) {
      int from = row.scratch().position();
      if (!scanner.unescape(row.scratch())) {
        return false;
      }
      text = row.scratch().bytes();
      start = from;
      length = row.scratch().position() - from;
    }
    int kept = Extraction.hasReplacement(text, start, length) ? 0 : length;
    Extraction.set(row.labels(), name, text, start, kept);
    return true;
  }
}
