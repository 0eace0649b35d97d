package io.millrace.query.metric;

import io.millrace.query.exec.Duplicates;
import io.millrace.query.exec.Pipelines;
import io.millrace.query.exec.ScanPool;
import io.millrace.query.exec.ScanUnit;
import io.millrace.query.exec.ScanVolume;
import io.millrace.query.exec.SliceScanner;
import io.millrace.query.exec.Workers;
import io.millrace.query.pipeline.Pipeline;
import io.millrace.query.plan.QueryContext;
import io.millrace.query.plan.Selectors;
import io.millrace.query.plan.TimeGrid;
import io.millrace.query.source.RowRequest;
import io.millrace.query.source.RowSet;
import io.millrace.query.source.RowSource;
import io.millrace.schemas.model.Labels;
import io.millrace.store.object.Column;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads the rows of one range aggregation and makes series of them.
final class RangeScan {
  private static final long CHUNK_BYTES = 4 << 20;
  private static final long TIMESTAMP_CHUNK_BYTES = 64 << 20;

  private final RowSource source;
  private final SliceScanner scanner;
  private final ScanPool pool;
  private final QueryContext context;

  RangeScan(RowSource source, SliceScanner scanner, ScanPool pool, QueryContext context) {
    this.source = source;
    this.scanner = scanner;
    this.pool = pool;
    this.context = context;
  }

  List<Series> run(RangePlan plan, TimeGrid grid) throws IOException, InterruptedException {
    Windows windows =
        new Windows(grid, plan.input().range().toNanos(), plan.input().offset().toNanos());
    Pipelines pipeline =
        Pipelines.of(
            plan.range(), plan.input().query().stages(), plan.input().unwrap(), plan.needs());
    RowRequest request =
        new RowRequest(
            Selectors.matchers(plan.input().query().matchers()),
            windows.from(),
            windows.to(),
            pipeline::textQuery);
    RowSet rows = source.rows(request, context);
    SeriesBuilder builder = new SeriesBuilder(plan, windows);
    if (rows.parts().isEmpty()) {
      return builder.ofSums(Map.of());
    }
    Pipeline compiled = pipeline.get();
    List<ScanUnit> whole = new ArrayList<>();
    List<ScanUnit> single = new ArrayList<>();
    for (ScanUnit unit : Duplicates.mark(rows, context)) {
      boolean countsRuns =
          plan.countsWholeRuns() && RunCounter.knowsSeries(unit.slice(), plan.grouping());
      (countsRuns ? whole : single).add(unit);
    }
    Map<Labels, WindowSums> sums = new HashMap<>();
    Map<Labels, SampleColumn> samples = new HashMap<>();
    countRuns(plan, windows, rows, whole, sums);
    readRows(plan, windows, compiled, rows, single, sums, samples);
    return plan.counts()
        ? pool.run(() -> builder.ofSums(sums))
        : builder.ofSamples(samples, pool, context);
  }

  private void countRuns(
      RangePlan plan,
      Windows windows,
      RowSet rows,
      List<ScanUnit> units,
      Map<Labels, WindowSums> sums)
      throws IOException, InterruptedException {
    Workers<RunCounter> counters =
        new Workers<>(() -> new RunCounter(windows, plan.grouping(), plan.needsLengths(), context));
    List<ScanUnit> toRead = new ArrayList<>();
    for (ScanUnit unit : units) {
      if (RunCounter.knowsFromIndex(unit, windows, plan.needsLengths())) {
        context.check();
        context.stats().of(unit.recent()).passedLines.add(count(unit, false));
        counters.with(
            counter -> {
              counter.count(unit);
              return unit;
            });
      } else {
        toRead.add(unit);
      }
    }
    Set<Column> columns =
        plan.needsLengths()
            ? EnumSet.of(Column.TIMESTAMP, Column.LINE)
            : EnumSet.of(Column.TIMESTAMP);
    long chunk = plan.needsLengths() ? CHUNK_BYTES : TIMESTAMP_CHUNK_BYTES;
    scan(
        rows,
        toRead,
        columns,
        chunk,
        chunkUnits ->
            counters.with(
                counter -> {
                  for (ScanUnit unit : chunkUnits) {
                    context.check();
                    long seen = count(unit, plan.needsLengths());
                    context.stats().of(unit.recent()).passedLines.add(seen);
                    counter.count(unit);
                  }
                  return counter;
                }));
    for (RunCounter counter : counters.all()) {
      counter.result().forEach((labels, more) -> merge(sums, labels, more));
    }
  }

  private void readRows(
      RangePlan plan,
      Windows windows,
      Pipeline pipeline,
      RowSet rows,
      List<ScanUnit> units,
      Map<Labels, WindowSums> sums,
      Map<Labels, SampleColumn> samples)
      throws IOException, InterruptedException {
    EnumSet<Column> columns = EnumSet.of(Column.TIMESTAMP);
    if (pipeline.readsLines()) {
      columns.add(Column.LINE);
    }
    if (pipeline.readsMetadata()) {
      columns.add(Column.METADATA);
    }
    Workers<RangeWorker> workers =
        new Workers<>(() -> new RangeWorker(pipeline, windows, plan.counts(), context));
    scan(
        rows,
        units,
        columns,
        CHUNK_BYTES,
        chunk ->
            workers.with(
                worker -> {
                  for (ScanUnit unit : chunk) {
                    context.check();
                    count(unit, pipeline.readsLines());
                    worker.scan(unit, context.stats().of(unit.recent()));
                  }
                  return worker;
                }));
    PipelineFault fault = null;
    for (RangeWorker worker : workers.all()) {
      PipelineFault found = worker.fault();
      if (found != null) {
        fault = fault == null ? found : PipelineFault.first(fault, found);
      }
    }
    if (fault != null) {
      throw fault.toException();
    }
    for (RangeWorker worker : workers.all()) {
      worker.forEachSums((labels, more) -> merge(sums, labels, more));
      worker.forEachSamples(
          (labels, more) -> {
            SampleColumn known = samples.putIfAbsent(labels, more);
            if (known != null) {
              known.addAll(more);
            }
          });
    }
  }

  private <P> void scan(
      RowSet rows,
      List<ScanUnit> units,
      Set<Column> columns,
      long chunkBytes,
      SliceScanner.Work<P> work)
      throws IOException, InterruptedException {
    scanner.run(
        units,
        new SliceScanner.Job<>(rows, columns, chunkBytes, _ -> true, work, (_, _) -> {}),
        context);
  }

  /// Counts a unit in the statistics and gives the number of its rows.
  private long count(ScanUnit unit, boolean readsLines) {
    ScanVolume volume = ScanVolume.of(unit.slice(), Long.MIN_VALUE, Long.MAX_VALUE);
    ScanVolume seen = readsLines ? volume : new ScanVolume(volume.rows(), 0);
    seen.addTo(context.stats().of(unit.recent()));
    return volume.rows();
  }

  private static void merge(Map<Labels, WindowSums> sums, Labels labels, WindowSums more) {
    WindowSums known = sums.putIfAbsent(labels, more);
    if (known != null) {
      known.addAll(more);
    }
  }
}
