package io.millrace.query.api;

import io.millrace.logql.ast.Matcher;
import io.millrace.query.plan.MetricPlan;
import io.millrace.query.plan.QueryException;
import io.millrace.query.plan.QueryException.Reason;
import io.millrace.query.plan.QueryPlanner;
import io.millrace.query.plan.Selectors;
import io.millrace.query.source.StreamSummary;
import io.millrace.schemas.model.LabelMatcher;
import java.io.IOException;
import java.util.List;

/// `max_query_bytes_read`: refuses a query by what the indexes say it would read.
final class BytesLimit {
  private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB"};

  private final Exchange exchange;

  BytesLimit(Exchange exchange) {
    this.exchange = exchange;
  }

  /// Checks all selectors of a metric query, each for itself.
  ///
  /// @throws QueryException if the query would read more than it may
  void check(MetricPlan plan) throws IOException, InterruptedException {
    if (exchange.limits().maxBytesRead() > 0) {
      for (List<Matcher> selector : QueryPlanner.selectors(plan.expr())) {
        check(Selectors.matchers(selector), plan.grid().start(), plan.grid().last());
      }
    }
  }

  /// Checks one selector.
  ///
  /// @throws QueryException if the query would read more than it may
  void check(List<LabelMatcher> matchers, long start, long end)
      throws IOException, InterruptedException {
    long limit = exchange.limits().maxBytesRead();
    if (limit <= 0) {
      return;
    }
    long bytes = 0;
    for (StreamSummary stream : exchange.rows().streams(matchers, start, end, exchange.context())) {
      bytes += Math.round(stream.rawBytes() * Volumes.share(stream, start, end));
    }
    if (bytes > limit) {
      throw new QueryException(
          Reason.LIMIT,
          "the query would read too many bytes (query: %s, limit: %s); consider adding more specific stream selectors or reduce the time range of the query"
              .formatted(human(bytes), human(limit)));
    }
  }

  private static String human(long bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= 1000 && unit < UNITS.length - 1) {
      value /= 1000;
      unit++;
    }
    return value < 10 && unit > 0
        ? "%.1f %s".formatted(value, UNITS[unit])
        : "%.0f %s".formatted(value, UNITS[unit]);
  }
}
