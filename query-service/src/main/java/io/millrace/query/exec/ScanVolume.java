package io.millrace.query.exec;

import io.millrace.query.plan.ScanCounters;
import io.millrace.store.rows.Slice;

/// How much of a slice a query looks at, for the statistics: the rows of its runs, and their share
/// of the slice's bytes.
public record ScanVolume(long rows, long bytes) {
  /// Of all runs of `slice`; nothing where none of its rows has a timestamp in `[from, to)`.
  public static ScanVolume of(Slice slice, long from, long to) {
    if (slice.maxTimestamp() < from || slice.minTimestamp() >= to) {
      return new ScanVolume(0, 0);
    }
    long rows = 0;
    for (int run = 0; run < slice.runs(); run++) {
      rows += slice.endRow(run) - slice.firstRow(run);
    }
    long share = slice.rows() == 0 ? 0 : slice.rawBytes() * rows / slice.rows();
    return new ScanVolume(rows, share);
  }

  public void addTo(ScanCounters counters) {
    if (rows > 0) {
      counters.slicesRead.increment();
      counters.lines.add(rows);
      counters.lineBytes.add(bytes);
    }
  }
}
