package io.millrace.query.api;

import io.millrace.query.exec.Admission;
import io.millrace.query.exec.LogEntry;
import io.millrace.query.exec.LogQueryRunner;
import io.millrace.query.exec.LogStream;
import io.millrace.query.exec.ScanPool;
import io.millrace.query.exec.SliceScanner;
import io.millrace.query.json.LegacyStream;
import io.millrace.query.metric.MetricEngine;
import io.millrace.query.metric.MetricValue;
import io.millrace.query.metric.Series;
import io.millrace.query.plan.LogPlan;
import io.millrace.query.plan.MetricPlan;
import io.millrace.query.plan.QueryException;
import io.millrace.query.plan.QueryException.Reason;
import io.millrace.query.plan.QueryPlan;
import io.millrace.query.plan.QueryPlanner;
import io.millrace.query.plan.TimeGrid;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/// `query_range`, `query` and the old API's `query`.
final class QueryEndpoints {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final long NANOS_PER_MILLI = 1_000_000L;

  private final ScanPool pool;
  private final Admission admission;

  QueryEndpoints(ScanPool pool, Admission admission) {
    this.pool = pool;
    this.admission = admission;
  }

  void range(Exchange exchange) throws IOException, InterruptedException {
    Params params = exchange.params();
    String query = params.text("query");
    QueryPlanner.Range range = range(params);
    switch (exchange.planner().range(query, range)) {
      case QueryPlan.Logs(LogPlan plan) ->
          writeStreams(exchange, logs(exchange, plan, exchange.isCategorized()));
      case QueryPlan.Samples(MetricPlan plan) -> matrix(exchange, plan);
      case QueryPlan.Nothing(boolean logs) when logs -> writeStreams(exchange, List.of());
      case QueryPlan.Nothing _ ->
          exchange
              .answer()
              .matrix(List.of(), TimeGrid.instant(range.end()), List.of(), exchange.context());
    }
  }

  private static QueryPlanner.Range range(Params params) {
    Params.Bounds bounds = params.orderedBounds();
    int limit = params.limit();
    return new QueryPlanner.Range(
        bounds.start(),
        bounds.end(),
        params.step(bounds),
        params.interval(),
        limit,
        params.direction());
  }

  private List<LogStream> logs(Exchange exchange, LogPlan plan, boolean categorized)
      throws IOException, InterruptedException {
    new BytesLimit(exchange).check(plan.matchers(), plan.start(), plan.end());
    try (Admission.Place _ = admission.enter(exchange.context())) {
      return new LogQueryRunner(exchange.rows(), new SliceScanner(pool))
          .run(plan, categorized, exchange.context());
    }
  }

  private static void writeStreams(Exchange exchange, List<LogStream> streams) throws IOException {
    exchange
        .answer()
        .streams(
            streams,
            exchange.encodingFlags(),
            exchange.isCategorized(),
            List.of(),
            exchange.context());
  }

  void instant(Exchange exchange) throws IOException, InterruptedException {
    Params params = exchange.params();
    String query = params.text("query");
    params.limit();
    long time = params.instant();
    params.direction();
    long millis = Math.floorDiv(time, NANOS_PER_MILLI);
    switch (exchange.planner().instant(query, time)) {
      case QueryPlan.Samples(MetricPlan plan) -> {
        switch (samples(exchange, plan)) {
          case MetricValue.Scalar(double value) ->
              exchange.answer().scalar(value, millis, exchange.context());
          case MetricValue.Vector(List<Series> series) -> {
            List<String> warnings = new ArrayList<>();
            List<Series> some = limited(exchange, series, warnings);
            exchange.answer().vector(some, millis, warnings, exchange.context());
          }
        }
      }
      case QueryPlan.Logs _, QueryPlan.Nothing _ ->
          exchange.answer().vector(List.of(), millis, List.of(), exchange.context());
    }
  }

  private void matrix(Exchange exchange, MetricPlan plan) throws IOException, InterruptedException {
    List<Series> series =
        switch (samples(exchange, plan)) {
          case MetricValue.Scalar _ -> List.of();
          case MetricValue.Vector(List<Series> found) -> found;
        };
    List<String> warnings = new ArrayList<>();
    List<Series> some = limited(exchange, series, warnings);
    exchange.answer().matrix(some, plan.grid(), warnings, exchange.context());
  }

  private MetricValue samples(Exchange exchange, MetricPlan plan)
      throws IOException, InterruptedException {
    new BytesLimit(exchange).check(plan);
    try (Admission.Place _ = admission.enter(exchange.context())) {
      return new MetricEngine(exchange.rows(), new SliceScanner(pool), pool)
          .run(plan, exchange.context());
    }
  }

  private static List<Series> limited(
      Exchange exchange, List<Series> series, List<String> warnings) {
    int limit = exchange.limits().maxQuerySeries();
    if (limit <= 0 || series.size() <= limit) {
      return series;
    }
    if (exchange.isDrilldown()) {
      warnings.add(
          "maximum number of series (%d) reached for a single query; returning partial results"
              .formatted(limit));
      return series.subList(0, limit);
    }
    throw new QueryException(
        Reason.LIMIT,
        "maximum number of series (%d) reached for a single query; consider reducing query cardinality by adding more specific stream selectors, reducing the time range, or aggregating results with functions like sum(), count() or topk()"
            .formatted(limit));
  }

  /// The log query of the old API, which can add a regular expression to the query.
  void legacy(Exchange exchange) throws IOException, InterruptedException {
    Params params = exchange.params();
    String regexp = params.text("regexp");
    String query = params.text("query") + (regexp.isEmpty() ? "" : " |~ " + quoted(regexp));
    switch (exchange.planner().range(query, range(params))) {
      case QueryPlan.Logs(LogPlan plan) -> writeLegacy(exchange, logs(exchange, plan, false));
      case QueryPlan.Nothing(boolean logs) when logs -> writeLegacy(exchange, List.of());
      case QueryPlan.Samples _, QueryPlan.Nothing _ ->
          throw new QueryException(
              Reason.INVALID, "legacy endpoints only support streams result type");
    }
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }

  private static void writeLegacy(Exchange exchange, List<LogStream> streams) throws IOException {
    List<LegacyStream> legacy = new ArrayList<>();
    for (LogStream stream : streams) {
      List<LegacyStream.Entry> entries = new ArrayList<>();
      for (LogEntry entry : stream.entries()) {
        entries.add(new LegacyStream.Entry(rfc3339(entry.timestamp()), entry.line()));
      }
      legacy.add(new LegacyStream(stream.text(), entries));
    }
    exchange.answer().legacyStreams(legacy, exchange.context());
  }

  private static String rfc3339(long nanos) {
    Instant second = Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS_PER_SECOND));
    String whole =
        DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss")
            .format(second.atOffset(ZoneOffset.UTC));
    long fraction = Math.floorMod(nanos, NANOS_PER_SECOND);
    return fraction == 0
        ? whole + "Z"
        : whole + "." + "%09d".formatted(fraction).replaceAll("0+$", "") + "Z";
  }
}
