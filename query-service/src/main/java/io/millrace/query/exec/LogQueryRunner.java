package io.millrace.query.exec;

import io.millrace.logql.ast.Stage;
import io.millrace.query.pipeline.Needs;
import io.millrace.query.plan.Direction;
import io.millrace.query.plan.LogPlan;
import io.millrace.query.plan.QueryContext;
import io.millrace.query.source.RowRequest;
import io.millrace.query.source.RowSet;
import io.millrace.query.source.RowSource;
import io.millrace.schemas.model.Label;
import io.millrace.store.object.Column;
import io.millrace.store.rows.Slice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Answers log queries.
///
/// Slices are read in the direction of the query, and the time of the last entry found so far tells
/// which slices and rows cannot matter any more. Where no stage drops a row, that time is found
/// from timestamps alone before the first line is read.
public final class LogQueryRunner {
  private static final long CHUNK_BYTES = 1 << 20;
  private static final long TIMESTAMP_CHUNK_BYTES = 16 << 20;

  private final RowSource source;
  private final SliceScanner scanner;

  public LogQueryRunner(RowSource source, SliceScanner scanner) {
    this.source = source;
    this.scanner = scanner;
  }

  /// The streams of the answer, ascending by their labels. With `categorized`, entries of one
  /// stream stand together whatever metadata and parsed labels they have.
  public List<LogStream> run(LogPlan plan, boolean categorized, QueryContext context)
      throws IOException, InterruptedException {
    return group(entries(plan, context), categorized);
  }

  private List<Candidate> entries(LogPlan plan, QueryContext context)
      throws IOException, InterruptedException {
    if (plan.start() >= plan.end()) {
      return List.of();
    }
    List<Stage> stages = plan.expr().stages();
    Pipelines pipeline = Pipelines.of(plan.expr(), stages, Optional.empty(), Needs.logQuery());
    RowRequest request =
        new RowRequest(plan.matchers(), plan.start(), plan.end(), pipeline::textQuery);
    RowSet rows = source.rows(request, context);
    if (rows.parts().isEmpty()) {
      return List.of();
    }
    List<ScanUnit> units = Duplicates.mark(rows, context);
    units.sort(byTime(plan.direction()));
    EntryCollector collector;
    if (plan.interval() > 0) {
      collector = new SpacedEntries(plan, units, context);
    } else {
      TopEntries top = new TopEntries(plan, context);
      if (!dropsRows(stages)) {
        narrow(top, plan, rows, units, context);
      }
      collector = top;
    }
    LogScan scan = new LogScan(pipeline.get(), plan, collector, context);
    scanner.run(
        units,
        new SliceScanner.Job<>(
            rows,
            EnumSet.allOf(Column.class),
            CHUNK_BYTES,
            unit -> collector.wants(unit.slice()),
            scan::scan,
            collector::add),
        context);
    return collector.finish();
  }

  private static Comparator<ScanUnit> byTime(Direction direction) {
    Comparator<ScanUnit> byTime =
        direction == Direction.FORWARD
            ? Comparator.comparingLong(u -> u.slice().minTimestamp())
            : Comparator.comparingLong((ScanUnit u) -> u.slice().maxTimestamp()).reversed();
    return byTime.thenComparingInt(ScanUnit::ordinal);
  }

  private static boolean dropsRows(List<Stage> stages) {
    return stages.stream()
        .anyMatch(stage -> stage instanceof Stage.LineFilter || stage instanceof Stage.Filter);
  }

  /// Reads timestamps until it is clear at which time the entry number `limit` stands.
  private void narrow(
      TopEntries top, LogPlan plan, RowSet rows, List<ScanUnit> units, QueryContext context)
      throws IOException, InterruptedException {
    TimeHeap heap = new TimeHeap(plan.limit(), plan.direction());
    scanner.run(
        units,
        new SliceScanner.Job<>(
            rows,
            Set.of(Column.TIMESTAMP),
            TIMESTAMP_CHUNK_BYTES,
            unit -> top.wants(unit.slice()),
            chunk -> times(chunk, plan, context),
            (times, _) -> {
              heap.addAll(times);
              if (heap.isFull()) {
                top.narrow(heap.last());
              }
            }),
        context);
  }

  private static TimeHeap times(List<ScanUnit> units, LogPlan plan, QueryContext context)
      throws IOException {
    TimeHeap heap = new TimeHeap(plan.limit(), plan.direction());
    for (ScanUnit unit : units) {
      context.check();
      Slice slice = unit.slice();
      long[] times = slice.timestamps();
      for (int run = 0; run < slice.runs(); run++) {
        for (int row = slice.firstRow(run); row < slice.endRow(run); row++) {
          if (times[row] >= plan.start() && times[row] < plan.end() && !unit.isDuplicate(row)) {
            heap.add(times[row]);
          }
        }
      }
    }
    return heap;
  }

  private static List<LogStream> group(List<Candidate> entries, boolean categorized) {
    Map<List<Label>, List<LogEntry>> groups = new HashMap<>();
    for (Candidate entry : entries) {
      List<Label> key = categorized ? entry.labels().stream() : entry.labels().all();
      groups
          .computeIfAbsent(key, k -> new ArrayList<>())
          .add(
              new LogEntry(
                  entry.timestamp(),
                  entry.line(),
                  entry.labels().metadata(),
                  entry.labels().parsed()));
    }
    List<LogStream> streams = new ArrayList<>();
    groups.forEach((labels, lines) -> streams.add(new LogStream(labels, lines)));
    Collections.sort(streams, Comparator.comparing(LogStream::text));
    return streams;
  }
}
