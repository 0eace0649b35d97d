package io.millrace.query.metric;

import io.millrace.query.exec.ScanPool;
import io.millrace.query.exec.SliceScanner;
import io.millrace.query.plan.MetricPlan;
import io.millrace.query.plan.QueryContext;
import io.millrace.query.source.RowSource;
import java.io.IOException;

/// Answers metric queries.
public final class MetricEngine {
  private final RowSource source;
  private final SliceScanner scanner;
  private final ScanPool pool;

  public MetricEngine(RowSource source, SliceScanner scanner, ScanPool pool) {
    this.source = source;
    this.scanner = scanner;
    this.pool = pool;
  }

  /// The value of the query over its grid.
  public MetricValue run(MetricPlan plan, QueryContext context)
      throws IOException, InterruptedException {
    RangeScan scan = new RangeScan(source, scanner, pool, context);
    return new MetricEvaluator(scan, plan).run();
  }
}
