package io.millrace.query.row;

/// A query asks more of a worker's memory than it may have. The query fails, nothing else does.
public final class RowLimitException extends RuntimeException {
  public RowLimitException(String message) {
    super(message);
  }
}
