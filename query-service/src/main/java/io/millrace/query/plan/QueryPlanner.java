package io.millrace.query.plan;

import io.millrace.logql.LogQl;
import io.millrace.logql.LogQlSyntaxException;
import io.millrace.logql.ast.Expr;
import io.millrace.logql.ast.LogExpr;
import io.millrace.logql.ast.Matcher;
import io.millrace.logql.ast.MetricExpr;
import io.millrace.logql.ast.MetricExpr.RangeAggregation;
import io.millrace.query.plan.QueryException.Reason;
import io.millrace.query.plan.QueryPlan.Logs;
import io.millrace.query.plan.QueryPlan.Nothing;
import io.millrace.query.plan.QueryPlan.Samples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Reads queries and holds them against the limits of a tenant. Times are nanoseconds since the
/// epoch.
public final class QueryPlanner {
  private final QueryLimits limits;
  private final long now;

  public QueryPlanner(QueryLimits limits, long now) {
    this.limits = limits;
    this.now = now;
  }

  /// What a range query asks for besides its text.
  public record Range(
      long start, long end, long step, long interval, int limit, Direction direction) {}

  /// The plan of a query of `query_range`.
  ///
  /// @throws QueryException if the text is not LogQL or a limit forbids it
  public QueryPlan range(String query, Range range) {
    Expr expr = parse(query);
    long oldest = oldest();
    if (range.end < oldest) {
      return new Nothing(expr instanceof LogExpr);
    }
    long start = Math.max(range.start, oldest);
    checkLength(range.end - start);
    checkSelectors(expr);
    return switch (expr) {
      case LogExpr log -> {
        checkEntries(range.limit);
        yield new Logs(
            new LogPlan(
                log,
                Selectors.matchers(log.matchers()),
                start,
                range.end,
                range.limit,
                range.direction,
                range.interval));
      }
      case MetricExpr metric -> {
        checkRanges(metric);
        TimeGrid grid =
            limits.splitInterval().isPositive()
                ? TimeGrid.aligned(start, range.end, range.step)
                : TimeGrid.exact(start, range.end, range.step);
        yield new Samples(new MetricPlan(metric, grid, false, limits.approxTopk()));
      }
    };
  }

  /// The plan of a query of `query`, which must be one for samples.
  ///
  /// @throws QueryException also for a log query
  public QueryPlan instant(String query, long time) {
    Expr expr = parse(query);
    if (!(expr instanceof MetricExpr metric)) {
      throw new QueryException(
          Reason.INVALID,
          "log queries are not supported as an instant query type, please change your query to a"
              + " range query type");
    }
    if (time < oldest()) {
      return new Nothing(false);
    }
    checkSelectors(metric);
    checkRanges(metric);
    TimeGrid grid = TimeGrid.instant(time);
    return new Samples(new MetricPlan(metric, grid, true, limits.approxTopk()));
  }

  /// A selector such as `{app="api"}`; with `any`, also one as wide as `{}`.
  public static List<Matcher> selector(String text, boolean any) {
    return reading(() -> any ? LogQl.parseAnySelector(text) : LogQl.parseSelector(text));
  }

  private static Expr parse(String query) {
    return reading(() -> LogQl.parse(query));
  }

  private static <T> T reading(Supplier<T> reader) {
    try {
      return reader.get();
    } catch (LogQlSyntaxException e) {
      throw new QueryException(Reason.INVALID, String.valueOf(e.getMessage()), e);
    }
  }

  private long oldest() {
    return limits.maxQueryLookback().isPositive()
        ? now - limits.maxQueryLookback().toNanos()
        : Long.MIN_VALUE;
  }

  /// Refuses a time range that is longer than allowed.
  public void checkLength(long length) {
    Duration limit = limits.maxQueryLength();
    if (limit.isPositive() && length > limit.toNanos()) {
      throw limited(
          "the query time range exceeds the limit (query length: %s, limit: %s)"
              .formatted(DurationText.go(length), DurationText.prometheus(limit.toNanos())));
    }
  }

  private void checkEntries(int limit) {
    if (limits.maxEntries() > 0 && limit > limits.maxEntries()) {
      throw limited(
          "max entries limit per query exceeded, limit > max_entries_limit_per_query (%d > %d)"
              .formatted(limit, limits.maxEntries()));
    }
  }

  private void checkRanges(MetricExpr expr) {
    Duration limit = limits.maxQueryRange();
    if (!limit.isPositive()) {
      return;
    }
    for (RangeAggregation range : ranges(expr)) {
      if (range.input().range().compareTo(limit) > 0) {
        throw limited(
            "[interval] value exceeds limit: [%s] > [%s]"
                .formatted(
                    DurationText.prometheus(range.input().range().toNanos()),
                    DurationText.prometheus(limit.toNanos())));
      }
    }
  }

  private void checkSelectors(Expr expr) {
    int matchers = 0;
    for (List<Matcher> selector : selectors(expr)) {
      matchers += selector.size();
      List<String> present = selector.stream().map(Matcher::name).distinct().toList();
      List<String> missing =
          limits.requiredLabels().stream().filter(l -> !present.contains(l)).toList();
      if (!missing.isEmpty()) {
        throw limited(
            "stream selector is missing required matchers [%s], labels present in the query were [%s]"
                .formatted(String.join(", ", missing), String.join(", ", present)));
      }
      if (present.size() < limits.minimumLabels()) {
        throw limited(
            "stream selector has less label matchers than required: (present: [%s], number_present: %d, required_number_label_matchers: %d)"
                .formatted(String.join(", ", present), present.size(), limits.minimumLabels()));
      }
    }
    if (limits.maxStreamMatchers() > 0 && matchers > limits.maxStreamMatchers()) {
      throw limited(
          "max streams matchers per query exceeded, matchers-count > limit (%d > %d)"
              .formatted(matchers, limits.maxStreamMatchers()));
    }
  }

  /// The selectors of a query, from left to right.
  public static List<List<Matcher>> selectors(Expr expr) {
    return switch (expr) {
      case LogExpr log -> List.of(log.matchers());
      case MetricExpr metric ->
          ranges(metric).stream().map(r -> r.input().query().matchers()).toList();
    };
  }

  private static List<RangeAggregation> ranges(MetricExpr expr) {
    List<RangeAggregation> found = new ArrayList<>();
    collect(expr, found);
    return found;
  }

  private static void collect(MetricExpr expr, List<RangeAggregation> found) {
    switch (expr) {
      case RangeAggregation range -> found.add(range);
      case MetricExpr.VectorAggregation aggregation -> collect(aggregation.input(), found);
      case MetricExpr.BinaryOperation operation -> {
        collect(operation.left(), found);
        collect(operation.right(), found);
      }
      case MetricExpr.LabelReplace replace -> collect(replace.input(), found);
      case MetricExpr.VectorLiteral _ -> {}
      case MetricExpr.Literal _ -> {}
    }
  }

  private static QueryException limited(String message) {
    return new QueryException(Reason.LIMIT, message);
  }
}
