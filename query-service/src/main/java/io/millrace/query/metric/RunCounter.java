package io.millrace.query.metric;

import io.millrace.logql.ast.Grouping;
import io.millrace.query.exec.ScanUnit;
import io.millrace.query.plan.QueryContext;
import io.millrace.schemas.model.Labels;
import io.millrace.store.rows.Slice;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Counts rows where the labels of the stream are all that matters: by whole stretches of rows that
/// lie in the same windows, from timestamps alone, or from the index where a slice lies in the same
/// windows altogether. Used by one thread at a time.
final class RunCounter {
  private final Windows windows;
  private final Optional<Grouping> grouping;
  private final boolean needsLengths;
  private final QueryContext context;
  private final HeldBytes held = new HeldBytes();
  private final Map<Labels, WindowSums> byStream = new HashMap<>();
  private final Map<Labels, WindowSums> bySeries = new HashMap<>();

  RunCounter(
      Windows windows, Optional<Grouping> grouping, boolean needsLengths, QueryContext context) {
    this.windows = windows;
    this.grouping = grouping;
    this.needsLengths = needsLengths;
    this.context = context;
  }

  /// Whether the index says all there is to know of this slice.
  static boolean knowsFromIndex(ScanUnit unit, Windows windows, boolean needsLengths) {
    Slice slice = unit.slice();
    return !needsLengths
        && unit.duplicates().isEmpty()
        && slice.minTimestamp() >= windows.from()
        && slice.maxTimestamp() < windows.to()
        && slice.maxTimestamp() <= windows.sameUntil(slice.minTimestamp());
  }

  /// Whether the labels of the streams tell the series of every run in the slice.
  static boolean knowsSeries(Slice slice, Optional<Grouping> grouping) {
    for (int run = 0; run < slice.runs(); run++) {
      for (String name : grouping.map(Grouping::labels).orElseThrow()) {
        if (slice.labels(run).get(name) == null) {
          return false;
        }
      }
    }
    return true;
  }

  void count(ScanUnit unit) throws IOException {
    Slice slice = unit.slice();
    boolean fromIndex = knowsFromIndex(unit, windows, needsLengths);
    for (int run = 0; run < slice.runs(); run++) {
      WindowSums sums = sums(slice.labels(run));
      if (fromIndex) {
        long time = slice.minTimestamp();
        long rows = (long) slice.endRow(run) - slice.firstRow(run);
        sums.add(windows.first(time), windows.end(time), rows, 0);
      } else {
        count(unit, slice.firstRow(run), slice.endRow(run), sums);
      }
    }
    held.tell(context, 0);
  }

  private WindowSums sums(Labels stream) {
    return byStream.computeIfAbsent(
        stream,
        labels ->
            bySeries.computeIfAbsent(
                LabelSets.group(labels, grouping),
                l -> new WindowSums(windows.grid().count(), held)));
  }

  private void count(ScanUnit unit, int firstRow, int endRow, WindowSums sums) throws IOException {
    long[] times = unit.slice().timestamps();
    int[] offsets = needsLengths ? unit.slice().lines().offsets() : new int[0];
    int row = behind(times, firstRow, endRow, windows.from() - 1);
    int last = behind(times, row, endRow, windows.to() - 1);
    while (row < last) {
      long time = times[row];
      int next = behind(times, row, last, windows.sameUntil(time));
      long rows = (long) next - row;
      long bytes = needsLengths ? (long) offsets[next] - offsets[row] : 0;
      for (int copy = unit.duplicates().nextSetBit(row);
          copy >= 0 && copy < next;
          copy = unit.duplicates().nextSetBit(copy + 1)) {
        rows--;
        bytes -= needsLengths ? (long) offsets[copy + 1] - offsets[copy] : 0;
      }
      if (rows > 0) {
        sums.add(windows.first(time), windows.end(time), rows, bytes);
      }
      row = next;
    }
  }

  /// The first row in `[from, to)` behind `time`: galloping, because stretches are short.
  private static int behind(long[] times, int from, int to, long time) {
    int low = from;
    int step = 1;
    while (low < to && times[Math.min(low + step, to) - 1] <= time) {
      low = Math.min(low + step, to);
      step <<= 1;
    }
    int high = Math.min(low + step, to);
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (times[middle] <= time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  Map<Labels, WindowSums> result() {
    return bySeries;
  }
}
