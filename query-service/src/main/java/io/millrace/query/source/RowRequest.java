package io.millrace.query.source;

import io.millrace.schemas.model.LabelMatcher;
import io.millrace.store.filter.TextQuery;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// Which rows a query is after: those of streams that satisfy all `matchers`, with `from <=
/// timestamp < to` (nanoseconds), whose text satisfies `text`. What the text must satisfy can
/// depend on the names of the labels that the streams in question have; `text` is given all of
/// them.
public record RowRequest(
    List<LabelMatcher> matchers, long from, long to, Function<Set<String>, TextQuery> text) {
  public RowRequest {
    matchers = List.copyOf(matchers);
  }
}
