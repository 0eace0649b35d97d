package io.millrace.query.row;

/// A stage at work. Used by one thread; may keep scratch of its own.
@FunctionalInterface
public interface RowStage {
  /// Does its part to the row.
  ///
  /// @return whether the row goes on
  boolean apply(Row row);
}
