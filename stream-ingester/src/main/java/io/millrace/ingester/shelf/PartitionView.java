package io.millrace.ingester.shelf;

import io.millrace.ingester.assemble.SegmentRows;
import java.util.List;

/// A partition at one moment: its sealed segments, ascending and without a gap, then the open one
/// `[openFrom, next)`. Immutable, except that the content of a sealed segment may move.
///
/// @param published the offset below which everything is published, as far as this process knows
/// @param starting whether the open segment is still being read again
public record PartitionView(
    int partition,
    long published,
    boolean starting,
    List<SealedSegment> sealed,
    long openFrom,
    long next,
    SegmentRows open) {
  public PartitionView {
    sealed = List.copyOf(sealed);
  }

  /// The first offset that this process still has.
  public long from() {
    return sealed.isEmpty() ? openFrom : sealed.getFirst().range().from();
  }

  /// Whether a segment begins at `offset`.
  public boolean isBoundary(long offset) {
    return offset == openFrom
        || sealed.stream().anyMatch(segment -> segment.range().from() == offset);
  }
}
