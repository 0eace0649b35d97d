package io.millrace.query.exec;

import io.millrace.store.rows.Slice;
import java.util.List;

/// Puts the answer of a log query together from the candidates of chunks of slices, and tells which
/// slices and rows can still matter. [#add] and [#finish] are called by one thread, the rest by
/// any.
sealed interface EntryCollector permits TopEntries, SpacedEntries {
  /// How many candidates of a chunk can matter at most.
  int limit();

  /// Whether rows of the slice can still matter.
  boolean wants(Slice slice);

  /// Rows before this time cannot matter any more.
  long from();

  /// Rows at or behind this time cannot matter any more.
  long to();

  /// Takes the candidates of a chunk. Chunks come in the direction of the query; `position` is how
  /// many slices have been looked at by now.
  void add(CandidateHeap candidates, int position);

  /// The answer, in its order.
  List<Candidate> finish();
}
