package io.millrace.query.api;

import io.millrace.logql.ast.Matcher;
import io.millrace.query.plan.QueryException;
import io.millrace.query.plan.QueryException.Reason;
import io.millrace.query.plan.QueryPlanner;
import io.millrace.query.plan.Selectors;
import io.millrace.query.source.StreamSummary;
import io.millrace.schemas.model.LabelMatcher;
import io.millrace.schemas.model.Labels;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// `index/stats`, `index/volume` and `index/volume_range`: what indexes know without reading a row.
/// A stream's part of an object counts where Loki counts a chunk.
final class IndexEndpoints {
  private static final int DEFAULT_LIMIT = 100;

  void stats(Exchange exchange) throws IOException, InterruptedException {
    Params params = exchange.params();
    Params.Bounds bounds = params.orderedBounds();
    params.step(bounds);
    List<LabelMatcher> matchers =
        Selectors.matchers(QueryPlanner.selector(params.text("query"), false));
    Set<Labels> streams = new HashSet<>();
    long chunks = 0;
    double bytes = 0;
    double entries = 0;
    for (StreamSummary stream :
        exchange.rows().streams(matchers, bounds.start(), bounds.end() + 1, exchange.context())) {
      double share = Volumes.share(stream, bounds.start(), bounds.end() + 1);
      streams.add(stream.labels());
      chunks++;
      bytes += stream.rawBytes() * share;
      entries += stream.rows() * share;
    }
    exchange.answer().indexStats(streams.size(), chunks, Math.round(bytes), Math.round(entries));
  }

  void volume(Exchange exchange) throws IOException, InterruptedException {
    Params.Bounds bounds = exchange.params().orderedBounds();
    volumes(exchange, bounds, new long[] {bounds.start()});
  }

  void volumeRange(Exchange exchange) throws IOException, InterruptedException {
    Params.Bounds bounds = exchange.params().orderedBounds();
    volumes(exchange, bounds, buckets(bounds, exchange.params().step(bounds)));
  }

  /// Buckets end at multiples of the step.
  private static long[] buckets(Params.Bounds bounds, long step) {
    List<Long> starts = new ArrayList<>();
    long next = bounds.start();
    do {
      starts.add(next);
      next = Math.floorDiv(next, step) * step + step;
    } while (next < bounds.end());
    return starts.stream().mapToLong(Long::longValue).toArray();
  }

  private void volumes(Exchange exchange, Params.Bounds bounds, long[] starts)
      throws IOException, InterruptedException {
    Params params = exchange.params();
    List<Matcher> written = QueryPlanner.selector(params.text("query"), true);
    boolean byName =
        switch (params.text("aggregateBy")) {
          case "", "series" -> false;
          case "labels" -> true;
          default -> throw new QueryException(Reason.INVALID, "invalid aggregation option");
        };
    int limit = params.text("limit").equals("0") ? DEFAULT_LIMIT : params.limit();
    if (!exchange.limits().volumeEnabled()) {
      throw new QueryException(Reason.NOT_FOUND, "not found");
    }
    exchange.planner().checkLength(bounds.end() - bounds.start());
    List<LabelMatcher> matchers = new ArrayList<>(Selectors.matchers(written));
    Set<String> targets = new TreeSet<>();
    if (params.text("targetLabels").isEmpty()) {
      if (!byName) {
        written.forEach(m -> targets.add(m.name()));
      }
    } else {
      for (String target :
          new LinkedHashSet<>(Arrays.asList(params.text("targetLabels").split(",", -1)))) {
        targets.add(target);
        matchers.add(new LabelMatcher(target, LabelMatcher.Op.MATCHES, ".+"));
      }
    }
    Volumes volumes = new Volumes(starts, bounds.end(), targets, byName);
    for (StreamSummary stream :
        exchange.rows().streams(matchers, bounds.start(), bounds.end() + 1, exchange.context())) {
      volumes.add(stream);
    }
    int mostSeries = exchange.limits().volumeMaxSeries();
    if (volumes.size() > mostSeries) {
      throw new QueryException(
          Reason.LIMIT,
          "the query hit the max number of series limit (limit: %d series)".formatted(mostSeries));
    }
    exchange.answer().volumes(volumes.largest(limit), exchange.context());
  }
}
