package io.millrace.query.api;

import io.millrace.query.plan.QueryException;
import io.millrace.query.plan.QueryException.Reason;
import io.millrace.query.plan.QueryPlanner;
import io.millrace.query.plan.Selectors;
import io.millrace.query.source.StreamSummary;
import io.millrace.schemas.model.Label;
import io.millrace.schemas.model.LabelMatcher;
import io.millrace.schemas.model.Labels;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// Label names, label values and series: what the indexes know of streams.
final class LabelEndpoints {
  void names(Exchange exchange) throws IOException, InterruptedException {
    exchange.answer().names(findNames(exchange));
  }

  void legacyNames(Exchange exchange) throws IOException, InterruptedException {
    exchange.answer().legacyValues(findNames(exchange));
  }

  void values(Exchange exchange) throws IOException, InterruptedException {
    exchange.answer().names(findValues(exchange));
  }

  void legacyValues(Exchange exchange) throws IOException, InterruptedException {
    exchange.answer().legacyValues(findValues(exchange));
  }

  private static List<String> findNames(Exchange exchange)
      throws IOException, InterruptedException {
    TreeSet<String> names = new TreeSet<>();
    for (StreamSummary stream : streams(exchange)) {
      for (Label label : stream.labels().pairs()) {
        names.add(label.name());
      }
    }
    return List.copyOf(names);
  }

  private static List<String> findValues(Exchange exchange)
      throws IOException, InterruptedException {
    String name = exchange.http().pathParam("name");
    TreeSet<String> values = new TreeSet<>();
    for (StreamSummary stream : streams(exchange)) {
      String value = stream.labels().get(name);
      if (value != null) {
        values.add(value);
      }
    }
    return List.copyOf(values);
  }

  private static List<StreamSummary> streams(Exchange exchange)
      throws IOException, InterruptedException {
    Params.Bounds bounds = exchange.params().orderedBounds();
    String query = exchange.params().text("query");
    List<LabelMatcher> matchers =
        query.isEmpty() ? List.of() : Selectors.matchers(QueryPlanner.selector(query, false));
    exchange.planner().checkLength(bounds.end() - bounds.start());
    return exchange.rows().streams(matchers, bounds.start(), bounds.end() + 1, exchange.context());
  }

  void series(Exchange exchange) throws IOException, InterruptedException {
    Params.Bounds bounds = exchange.params().orderedBounds();
    List<List<LabelMatcher>> groups = groups(exchange.params().matches());
    exchange.planner().checkLength(bounds.end() - bounds.start());
    TreeSet<Labels> found = new TreeSet<>();
    for (List<LabelMatcher> group : groups) {
      for (StreamSummary stream :
          exchange.rows().streams(group, bounds.start(), bounds.end() + 1, exchange.context())) {
        found.add(stream.labels());
      }
    }
    exchange.answer().series(found.stream().map(Labels::pairs).toList());
  }

  /// The selectors, of which any may be met. None at all, or `{}` alone, is every series.
  private static List<List<LabelMatcher>> groups(List<String> matches) {
    List<List<LabelMatcher>> groups = new ArrayList<>();
    for (String match : matches) {
      boolean everything = matches.size() == 1 && match.replace(" ", "").equals("{}");
      List<LabelMatcher> group = Selectors.matchers(QueryPlanner.selector(match, everything));
      if (group.isEmpty() && !everything) {
        throw new QueryException(Reason.INVALID, "0 matchers in group: " + match);
      }
      groups.add(group);
    }
    return groups.isEmpty() ? List.of(List.of()) : groups;
  }
}
