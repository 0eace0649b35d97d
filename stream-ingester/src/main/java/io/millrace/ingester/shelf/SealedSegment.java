package io.millrace.ingester.shelf;

import io.millrace.schemas.model.OffsetRange;

/// A segment that is cut and, as far as this process knows, not published.
public final class SealedSegment {
  private final OffsetRange range;
  private volatile SegmentContent content;

  SealedSegment(OffsetRange range, SegmentContent content) {
    this.range = range;
    this.content = content;
  }

  public OffsetRange range() {
    return range;
  }

  public SegmentContent content() {
    return content;
  }

  void replace(SegmentContent with) {
    release();
    content = with;
  }

  /// Gives back memory or disk. Readers that have the content keep it.
  void release() {
    switch (content) {
      case SegmentContent.Resident resident -> resident.segment().release();
      case SegmentContent.Spilled spilled -> spilled.file().close();
      case SegmentContent.Awaited _, SegmentContent.Evicted _ -> {}
    }
  }
}
