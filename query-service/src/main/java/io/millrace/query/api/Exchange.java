package io.millrace.query.api;

import io.javalin.http.Context;
import io.millrace.query.json.AnswerWriter;
import io.millrace.query.plan.QueryContext;
import io.millrace.query.plan.QueryLimits;
import io.millrace.query.plan.QueryPlanner;
import io.millrace.query.source.RowSource;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// One request while it is answered: its parameters, the rows that it may read, what it may cost.
///
/// @param now nanoseconds since the epoch
record Exchange(
    Context http,
    Params params,
    RowSource rows,
    QueryLimits limits,
    QueryContext context,
    long now) {
  private static final String JSON = "application/json; charset=UTF-8";
  private static final String FLAGS = "X-Loki-Response-Encoding-Flags";
  private static final String TAGS = "X-Query-Tags";
  private static final String DRILLDOWN = "source=grafana-lokiexplore-app";

  QueryPlanner planner() {
    return new QueryPlanner(limits, now);
  }

  /// The answer, to be written when everything is known: from here on the status is 200.
  AnswerWriter answer() throws IOException {
    http.contentType(JSON);
    return new AnswerWriter(http.outputStream());
  }

  /// The flags that the client wants echoed.
  List<String> encodingFlags() {
    String flags = http.header(FLAGS);
    return flags == null || flags.isEmpty() ? List.of() : Arrays.asList(flags.split(",", -1));
  }

  boolean isCategorized() {
    return encodingFlags().contains("categorize-labels");
  }

  /// Whether Grafana's Logs Drilldown asks, which prefers a part of an answer to none.
  boolean isDrilldown() {
    String tags = http.header(TAGS);
    return tags != null
        && Arrays.asList(tags.toLowerCase(Locale.ROOT).split(",", -1)).contains(DRILLDOWN);
  }
}
