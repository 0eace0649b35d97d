package io.millrace.query.plan;

/// The points in time that a metric query answers for: `start + i * step` for `i` below `count`, in
/// nanoseconds since the epoch. An instant query has one point, whose step does not matter.
public record TimeGrid(long start, long step, int count) {
  public TimeGrid {
    if (step <= 0 || count < 1) {
      throw new IllegalArgumentException(
          "a grid needs a positive step and a point, found step %d, count %d"
              .formatted(step, count));
    }
  }

  public static TimeGrid instant(long time) {
    return new TimeGrid(time, 1, 1);
  }

  /// The multiples of `step` from the last at or before `start` to the first at or after `end`:
  /// Loki moves the ends of a range query outwards to multiples of its step.
  public static TimeGrid aligned(long start, long end, long step) {
    long first = Math.floorDiv(start, step) * step;
    long last = Math.ceilDiv(end, step) * step;
    return new TimeGrid(first, step, Math.toIntExact((last - first) / step) + 1);
  }

  /// From `start` in steps, up to and including `end` where a step falls on it.
  public static TimeGrid exact(long start, long end, long step) {
    return new TimeGrid(start, step, Math.toIntExact((end - start) / step) + 1);
  }

  public long time(int index) {
    return start + index * step;
  }

  public long last() {
    return time(count - 1);
  }

  /// The points `from … to - 1` as a grid of their own.
  public TimeGrid part(int from, int to) {
    return new TimeGrid(time(from), step, to - from);
  }
}
