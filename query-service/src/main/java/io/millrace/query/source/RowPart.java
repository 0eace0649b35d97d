package io.millrace.query.source;

import io.millrace.store.rows.Slice;
import java.util.List;

/// The slices of one object, or of one answer of an ingester. No two rows of a stream in a part are
/// equal, and the rows of a stream ascend by time over the slices.
///
/// @param recent whether the rows come from an ingester's memory
public record RowPart(List<Slice> slices, boolean recent) {
  public RowPart {
    slices = List.copyOf(slices);
  }
}
