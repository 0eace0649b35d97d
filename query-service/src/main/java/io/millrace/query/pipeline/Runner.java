package io.millrace.query.pipeline;

import io.millrace.query.filter.PageFilter;
import io.millrace.query.row.LabelSet;
import io.millrace.query.row.NameTable;
import io.millrace.query.row.Row;
import io.millrace.query.row.RowSink;
import io.millrace.query.row.RowStage;
import io.millrace.store.rows.LineColumn;
import io.millrace.store.rows.Slice;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A pipeline at work, for one thread. What it learns on the way (names, label sets, states of
/// regexes) serves the next slice too, so a worker keeps its runner for the whole query.
public final class Runner {
  private final CompiledStages stages;
  private final Row row;
  private final RowStage[] steps;
  private final MetadataReader metadata;
  private final PageFilter pageFilter;
  private long[] survivors = new long[0];
  private long[] hits = new long[0];

  Runner(CompiledStages stages) {
    this.stages = stages;
    NameTable names = new NameTable();
    this.row = new Row(names, stages.labels());
    var hints = stages.hints(row.labels());
    this.steps =
        stages.programs().stream().map(program -> program.bind(hints)).toArray(RowStage[]::new);
    this.metadata = new MetadataReader(stages, row.labels());
    this.pageFilter = PageFilter.of(stages.leading());
  }

  /// Sends the rows with a timestamp in `[from, to)` through the stages, run by run, ascending by
  /// time in each, and those that come out to `sink`.
  ///
  /// @throws io.millrace.query.row.RowLimitException if the rows need more memory than a worker has
  public void run(Slice slice, long from, long to, RowSink sink) throws IOException {
    if (slice.maxTimestamp() < from || slice.minTimestamp() >= to) {
      return;
    }
    long[] timestamps = slice.timestamps();
    LineColumn lines = stages.readsLines() ? slice.lines() : null;
    metadata.startSlice();
    for (int run = 0; run < slice.runs(); run++) {
      int first = lowerBound(timestamps, slice.firstRow(run), slice.endRow(run), from);
      int end = lowerBound(timestamps, first, slice.endRow(run), to);
      boolean some =
          first < end && (lines == null || pageFilter.isEmpty() || filter(lines, first, end));
      if (some) {
        row.labels().startRun(slice.labels(run));
        row.seriesTable().startRun();
        metadata.startRun(slice);
        if (!runRows(run, first, end, timestamps, lines, sink)) {
          return;
        }
      }
    }
  }

  private boolean runRows(
      int run, int first, int end, long[] timestamps, @Nullable LineColumn lines, RowSink sink)
      throws IOException {
    for (int index = next(first, end); index < end; index = next(index + 1, end)) {
      row.start(timestamps[index]);
      row.setIndex(index);
      if (lines != null) {
        row.setLine(lines.bytes(), lines.offsets()[index], lines.length(index));
      }
      metadata.read(index);
      if (passes()) {
        if (row.isFatal()) {
          metadata.readTheRest(index);
        }
        if (!sink.accept(run, row)) {
          return false;
        }
      }
    }
    return true;
  }

  private int next(int from, int end) {
    return pageFilter.isEmpty() ? from : PageFilter.next(survivors, from, end);
  }

  /// Finds the rows of `[first, end)` that the leading line filters leave.
  ///
  /// @return whether there are any
  private boolean filter(LineColumn lines, int first, int end) {
    int words = (lines.rows() + 63) >> 6;
    if (survivors.length < words) {
      survivors = new long[words];
      hits = new long[words];
    }
    Arrays.fill(survivors, first >> 6, (end + 63) >> 6, -1L);
    pageFilter.apply(lines, first, end, survivors, hits);
    return PageFilter.next(survivors, first, end) < end;
  }

  /// The label set that rows call by this number.
  public LabelSet labels(int series) {
    return row.seriesTable().labels(series);
  }

  /// How many label sets there are by now.
  public int series() {
    return row.seriesTable().size();
  }

  /// About how much memory the label sets take.
  public long seriesBytes() {
    return row.seriesTable().bytes();
  }

  private boolean passes() {
    for (RowStage step : steps) {
      if (!step.apply(row)) {
        return false;
      }
    }
    return true;
  }

  /// The first row in `[first, end)` at or behind `timestamp`.
  private static int lowerBound(long[] timestamps, int first, int end, long timestamp) {
    int low = first;
    int high = end;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (timestamps[middle] < timestamp) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
