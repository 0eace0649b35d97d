package io.millrace.query.metric;

import io.millrace.query.plan.TimeGrid;

/// Which steps of a grid a sample counts for. The window of the step at time `t` is `(t - offset -
/// range, t - offset]`, in nanoseconds.
public record Windows(TimeGrid grid, long range, long offset) {
  /// The earliest time that lies in any window.
  public long from() {
    return grid.start() - offset - range + 1;
  }

  /// The time behind the latest that lies in any window.
  public long to() {
    return grid.last() - offset + 1;
  }

  /// The first step whose window holds `time`, or a later one where none does; at most the number
  /// of steps.
  int first(long time) {
    return clip(Math.ceilDiv(time + offset - grid.start(), grid.step()));
  }

  /// The step behind the last one whose window holds `time`. Not above [#first] where no window
  /// does.
  int end(long time) {
    return clip(Math.ceilDiv(time + offset + range - grid.start(), grid.step()));
  }

  /// The last time for which [#first] and [#end] are what they are for `time`.
  long sameUntil(long time) {
    long sinceStart = time + offset - grid.start();
    long toFirst = Math.ceilDiv(sinceStart, grid.step()) * grid.step() - sinceStart;
    long sinceLeft = sinceStart + range;
    long toEnd = Math.ceilDiv(sinceLeft, grid.step()) * grid.step() - sinceLeft;
    return time + Math.min(toFirst, toEnd);
  }

  private int clip(long step) {
    return (int) Math.max(0, Math.min(step, grid.count()));
  }
}
