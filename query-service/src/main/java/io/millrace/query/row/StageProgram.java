package io.millrace.query.row;

/// A compiled stage: immutable, shared by the workers of a query.
@FunctionalInterface
public interface StageProgram {
  /// The stage for one worker, over the names and labels that `hints` belongs to.
  RowStage bind(Hints hints);
}
