package io.millrace.query.parse.logfmt;

import io.millrace.query.parse.Extraction;
import io.millrace.query.parse.KeyTable;
import io.millrace.query.row.Hints;
import io.millrace.query.row.Row;
import io.millrace.query.row.RowError;
import io.millrace.query.row.RowStage;

/// `| logfmt`: each pair becomes a label. What is no pair is passed over, or with `strict` ends the
/// parsing with an error; empty values are left out unless they are to be kept.
public final class LogfmtStage implements RowStage {
  private final Hints hints;
  private final boolean strict;
  private final boolean keepEmpty;
  private final KeyTable keys;
  private final LogfmtScanner scanner = new LogfmtScanner();

  public LogfmtStage(Hints hints, boolean strict, boolean keepEmpty) {
    this.hints = hints;
    this.strict = strict;
    this.keepEmpty = keepEmpty;
    this.keys = new KeyTable(hints);
  }

  @Override
  public boolean apply(Row row) {
    if (hints.isDone()) {
      return true;
    }
    scanner.open(row.lineBytes(), row.lineStart(), row.lineStart() + row.lineLength());
    while (true) {
      switch (scanner.next()) {
        case PAIR -> {
          if (!pair(row)) {
            if (strict) {
              row.setError(RowError.LOGFMT, scanner.fault());
              return true;
            }
          } else if (hints.isDone()) {
            return true;
          }
        }
        case FAULT -> {
          if (strict) {
            row.setError(RowError.LOGFMT, scanner.fault());
            return true;
          }
          scanner.skipWord();
        }
        case END -> {
          return true;
        }
      }
    }
  }

  /// Takes the pair at hand.
  ///
  /// @return false if it turned out to be none
  private boolean pair(Row row) {
    int key = keys.key(KeyTable.TOP, scanner.line(), scanner.keyStart(), scanner.keyLength());
    boolean unwanted = !keys.isWanted(key) || keys.name(key) < 0;
    if (unwanted && !(strict && scanner.isEscaped())) {
      return true;
    }
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
    if (unwanted || (length == 0 && !keepEmpty)) {
      return true;
    }
    int name = Extraction.target(hints, keys.name(key));
    if (name >= 0) {
      Extraction.setClean(row.labels(), row.scratch(), name, text, start, length);
    }
    return true;
  }
}
