package io.millrace.ingester.shelf;

import io.millrace.ingester.assemble.OpenSegment;
import io.millrace.ingester.assemble.RowOrder;

/// Where the rows of a sealed segment are.
public sealed interface SegmentContent {
  /// On the heap. `segment` takes no more rows.
  record Resident(OpenSegment segment, RowOrder order) implements SegmentContent {}

  /// On the disk.
  record Spilled(SpillFile file) implements SegmentContent {}

  /// Still to be read again from `logs`.
  record Awaited() implements SegmentContent {}

  /// In `logs` only: there was no room.
  record Evicted() implements SegmentContent {}
}
