package io.millrace.store.catalog;

import io.millrace.schemas.model.OffsetRange;
import java.util.ArrayList;
import java.util.List;

/// Which offsets of one partition the published segments cover: ranges that neither touch nor
/// overlap, ascending. Where all is well there is one.
public record Coverage(String topicId, int partition, List<OffsetRange> ranges) {
  public Coverage {
    ranges = List.copyOf(ranges);
  }

  /// The offset below which everything from the first published segment on is covered; 0 where
  /// nothing is published.
  public long watermark() {
    return ranges.isEmpty() ? 0 : ranges.getFirst().to();
  }

  /// The first offset that was ever published; 0 where nothing is.
  public long firstOffset() {
    return ranges.isEmpty() ? 0 : ranges.getFirst().from();
  }

  /// What lies between the ranges.
  public List<OffsetRange> gaps() {
    List<OffsetRange> gaps = new ArrayList<>();
    for (int i = 1; i < ranges.size(); i++) {
      gaps.add(new OffsetRange(partition, ranges.get(i - 1).to(), ranges.get(i).from()));
    }
    return gaps;
  }

  /// Whether every offset of `range` is covered. The empty range always is.
  public boolean covers(OffsetRange range) {
    if (range.records() == 0) {
      return true;
    }
    for (OffsetRange covered : ranges) {
      if (covered.from() <= range.from() && range.to() <= covered.to()) {
        return true;
      }
    }
    return false;
  }
}
