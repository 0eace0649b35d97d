package io.millrace.logql;

import io.millrace.logql.ast.Stage;

/// A query that is not LogQL. The message is complete and meant for the one who wrote the query:
/// `parse error at line 1, col 4: syntax error: unexpected IDENTIFIER, expecting STRING`.
public final class LogQlSyntaxException extends RuntimeException {
  private final int line;
  private final int column;

  private LogQlSyntaxException(String message, int line, int column) {
    super(message);
    this.line = line;
    this.column = column;
  }

  /// A fault at a place of the text. A place of line 0 and column 0 is none at all.
  static LogQlSyntaxException at(int line, int column, String fault) {
    String place = line == 0 && column == 0 ? "" : "at line " + line + ", col " + column;
    return new LogQlSyntaxException("parse error " + place + ": " + fault, line, column);
  }

  /// A fault of the query as a whole.
  static LogQlSyntaxException of(String fault) {
    return at(0, 0, fault);
  }

  /// A fault whose message stands alone, without the words "parse error".
  static LogQlSyntaxException plain(String message) {
    return new LogQlSyntaxException(message, 0, 0);
  }

  /// A fault that comes to light when a stage is put together, such as a template that does not
  /// parse. For whoever builds pipelines; [LogQl#checkStages] finds some of them.
  public static LogQlSyntaxException inStage(Stage stage, String fault) {
    return of("stage '" + Printer.FORMATTED.stage(stage) + "' : " + fault);
  }

  /// The line of the fault, from 1. It is 0 when the fault has no place, and also, with a column,
  /// for faults inside a token (a bad duration in `[…]`).
  public int line() {
    return line;
  }

  /// The column of the fault, from 1, in code points; 0 when the fault has no place.
  public int column() {
    return column;
  }
}
