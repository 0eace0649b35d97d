package io.millrace.query.row;

/// Takes the rows that came through a pipeline.
@FunctionalInterface
public interface RowSink {
  /// One row of the run `run` of the slice. The row is valid until the method returns.
  ///
  /// @return false to see no more rows of this slice
  boolean accept(int run, Row row);
}
