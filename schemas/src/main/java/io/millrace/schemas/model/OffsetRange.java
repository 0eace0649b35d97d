package io.millrace.schemas.model;

/// The records `[from, to)` of one partition of `logs`. `from == to` is the empty range.
public record OffsetRange(int partition, long from, long to) {
  public OffsetRange {
    if (partition < 0 || from < 0 || to < from) {
      throw new IllegalArgumentException(
          "offset range needs 0 <= from <= to, found partition %d, from %d, to %d"
              .formatted(partition, from, to));
    }
  }

  public long records() {
    return to - from;
  }

  @Override
  public String toString() {
    return "%d[%d,%d)".formatted(partition, from, to);
  }
}
