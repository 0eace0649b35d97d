package io.millrace.query.metric;

import io.millrace.query.exec.ScanUnit;
import io.millrace.query.exec.StreamHash;
import io.millrace.query.pipeline.Pipeline;
import io.millrace.query.pipeline.Runner;
import io.millrace.query.plan.QueryContext;
import io.millrace.query.plan.ScanCounters;
import io.millrace.query.row.Row;
import io.millrace.schemas.model.Labels;
import io.millrace.store.rows.Slice;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Runs rows through a pipeline and collects what comes out, for one thread at a time: counters or
/// samples for each series that its runner knows.
final class RangeWorker {
  private final Windows windows;
  private final boolean counts;
  private final QueryContext context;
  private final Runner runner;
  private final HeldBytes held = new HeldBytes();
  private @Nullable WindowSums[] sums = new WindowSums[16];
  private @Nullable SampleColumn[] samples = new SampleColumn[16];
  private @Nullable PipelineFault fault;

  // The windows of the last row, and until when they are those of the next one.
  private int first;
  private int end;
  private long since;
  private long until;

  private int runOfHash;
  private long streamHash;

  RangeWorker(Pipeline pipeline, Windows windows, boolean counts, QueryContext context) {
    this.windows = windows;
    this.counts = counts;
    this.context = context;
    this.runner = pipeline.newRunner();
  }

  void scan(ScanUnit unit, ScanCounters counters) throws IOException {
    int[] passed = new int[1];
    since = Long.MAX_VALUE;
    runOfHash = -1;
    Slice slice = unit.slice();
    runner.run(
        slice,
        windows.from(),
        windows.to(),
        (run, row) -> {
          if (!unit.isDuplicate(row.index())) {
            passed[0]++;
            take(slice, run, row);
          }
          return true;
        });
    counters.passedLines.add(passed[0]);
    held.tell(context, runner.seriesBytes());
  }

  private void take(Slice slice, int run, Row row) {
    long time = row.timestamp();
    if (time < since || time > until) {
      first = windows.first(time);
      end = windows.end(time);
      since = time;
      until = windows.sameUntil(time);
    }
    if (first >= end) {
      return;
    }
    int series = row.series();
    if (row.isFatal()) {
      PipelineFault found = new PipelineFault(first, time, row.labelSet());
      fault = fault == null ? found : PipelineFault.first(fault, found);
    } else if (counts) {
      sums(series).add(first, end, 1, row.lineLength());
    } else {
      if (run != runOfHash) {
        streamHash = StreamHash.of(slice.labels(run));
        runOfHash = run;
      }
      samples(series).add(time, streamHash, row.value());
    }
  }

  private WindowSums sums(int series) {
    if (series >= sums.length) {
      sums = Arrays.copyOf(sums, Math.max(series + 1, 2 * sums.length));
    }
    WindowSums found = sums[series];
    if (found == null) {
      found = new WindowSums(windows.grid().count(), held);
      sums[series] = found;
    }
    return found;
  }

  private SampleColumn samples(int series) {
    if (series >= samples.length) {
      samples = Arrays.copyOf(samples, Math.max(series + 1, 2 * samples.length));
    }
    SampleColumn found = samples[series];
    if (found == null) {
      found = new SampleColumn(held);
      samples[series] = found;
    }
    return found;
  }

  @Nullable PipelineFault fault() {
    return fault;
  }

  void forEachSums(BiConsumer<Labels, WindowSums> each) {
    for (int series = 0; series < Math.min(runner.series(), sums.length); series++) {
      WindowSums found = sums[series];
      if (found != null) {
        each.accept(Labels.of(runner.labels(series).all()), found);
      }
    }
  }

  void forEachSamples(BiConsumer<Labels, SampleColumn> each) {
    for (int series = 0; series < Math.min(runner.series(), samples.length); series++) {
      SampleColumn found = samples[series];
      if (found != null) {
        each.accept(Labels.of(runner.labels(series).all()), found);
      }
    }
  }
}
