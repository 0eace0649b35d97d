package io.millrace.store.catalog;

import io.millrace.schemas.catalog.SegmentId;
import io.millrace.schemas.model.OffsetRange;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// The segments of one partition as they are published, in whatever order. Not safe for use by
/// several threads.
final class PartitionLedger {
  private final String topicId;
  private final int partition;

  /// Accepted segments by their first offset; they never overlap.
  private final NavigableMap<Long, SegmentId> segments = new TreeMap<>();

  /// The same, joined: first offset → offset behind the last.
  private final NavigableMap<Long, Long> covered = new TreeMap<>();

  /// What became of a segment: it is new, it was there, or it overlaps one that was.
  sealed interface Entry {
    record Accepted() implements Entry {}

    record Known() implements Entry {}

    record Overlapping(SegmentId earlier) implements Entry {}
  }

  PartitionLedger(String topicId, int partition) {
    this.topicId = topicId;
    this.partition = partition;
  }

  Entry enter(SegmentId segment) {
    SegmentId same = segments.get(segment.range().from());
    if (segment.equals(same)) {
      return new Entry.Known();
    }
    Optional<SegmentId> earlier = overlapping(segment.range());
    if (earlier.isPresent()) {
      return new Entry.Overlapping(earlier.get());
    }
    if (segment.range().records() > 0) {
      segments.put(segment.range().from(), segment);
      cover(segment.range());
    }
    return new Entry.Accepted();
  }

  Coverage coverage() {
    List<OffsetRange> ranges = new ArrayList<>(covered.size());
    covered.forEach((from, to) -> ranges.add(new OffsetRange(partition, from, to)));
    return new Coverage(topicId, partition, ranges);
  }

  int segments() {
    return segments.size();
  }

  private Optional<SegmentId> overlapping(OffsetRange range) {
    var below = segments.lowerEntry(range.to());
    return below != null && below.getValue().range().to() > range.from()
        ? Optional.of(below.getValue())
        : Optional.empty();
  }

  private void cover(OffsetRange range) {
    long from = range.from();
    long to = range.to();
    var left = covered.floorEntry(from);
    if (left != null && left.getValue() == from) {
      from = left.getKey();
    }
    Long right = covered.remove(to);
    if (right != null) {
      to = right;
    }
    covered.put(from, to);
  }
}
