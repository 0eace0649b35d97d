package io.millrace.query.plan;

import io.millrace.logql.ast.LogExpr;
import io.millrace.schemas.model.LabelMatcher;
import java.util.List;

/// A log query: the first `limit` lines with `start <= timestamp < end` (nanoseconds) in the given
/// direction that come through the stages of `expr`.
///
/// @param matchers the selector of `expr`
/// @param interval above zero, only lines that are at least so many nanoseconds behind the last one
///   kept
public record LogPlan(
    LogExpr expr,
    List<LabelMatcher> matchers,
    long start,
    long end,
    int limit,
    Direction direction,
    long interval) {
  public LogPlan {
    matchers = List.copyOf(matchers);
  }
}
