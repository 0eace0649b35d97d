package io.millrace.query.exec;

import io.millrace.query.pipeline.Pipeline;
import io.millrace.query.pipeline.Runner;
import io.millrace.query.plan.LogPlan;
import io.millrace.query.plan.QueryContext;
import io.millrace.query.plan.ScanCounters;
import io.millrace.query.row.Row;
import io.millrace.store.rows.Slice;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/// Finds the candidates of a log query in chunks of slices. Any thread may scan; each borrows a
/// runner.
final class LogScan {
  private final Workers<Runner> runners;
  private final LogPlan plan;
  private final EntryCollector collector;
  private final QueryContext context;

  LogScan(Pipeline pipeline, LogPlan plan, EntryCollector collector, QueryContext context) {
    this.runners = new Workers<>(pipeline::newRunner);
    this.plan = plan;
    this.collector = collector;
    this.context = context;
  }

  CandidateHeap scan(List<ScanUnit> units) throws IOException {
    CandidateHeap heap = new CandidateHeap(collector.limit(), plan.direction(), context);
    return runners.with(
        runner -> {
          long held = runner.seriesBytes();
          for (ScanUnit unit : units) {
            context.check();
            if (collector.wants(unit.slice())) {
              scan(unit, runner, heap);
            }
          }
          context.reserve(runner.seriesBytes() - held);
          return heap;
        });
  }

  private void scan(ScanUnit unit, Runner runner, CandidateHeap heap) throws IOException {
    Slice slice = unit.slice();
    long base = (long) unit.ordinal() << Integer.SIZE;
    ScanCounters counters = context.stats().of(unit.recent());
    ScanVolume.of(slice, collector.from(), collector.to()).addTo(counters);
    int[] passed = new int[1];
    long[] hashes = new long[slice.runs()];
    runner.run(
        slice,
        collector.from(),
        collector.to(),
        (run, row) -> {
          if (!unit.isDuplicate(row.index())) {
            passed[0]++;
            if (heap.accepts(row.timestamp())) {
              if (hashes[run] == 0) {
                hashes[run] = StreamHash.of(slice.labels(run));
              }
              heap.offer(candidate(hashes[run], base + row.index(), row));
            }
          }
          return true;
        });
    counters.passedLines.add(passed[0]);
  }

  private static Candidate candidate(long stream, long arrival, Row row) {
    int start = row.lineStart();
    byte[] line = Arrays.copyOfRange(row.lineBytes(), start, start + row.lineLength());
    return new Candidate(row.timestamp(), stream, arrival, line, row.labelSet());
  }
}
