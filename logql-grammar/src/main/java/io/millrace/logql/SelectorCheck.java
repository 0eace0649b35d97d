package io.millrace.logql;

import io.millrace.logql.ast.Expr;
import io.millrace.logql.ast.LogExpr;
import io.millrace.logql.ast.Matcher;
import io.millrace.logql.ast.MetricExpr.BinaryOperation;
import io.millrace.logql.ast.MetricExpr.LabelReplace;
import io.millrace.logql.ast.MetricExpr.Literal;
import io.millrace.logql.ast.MetricExpr.RangeAggregation;
import io.millrace.logql.ast.MetricExpr.VectorAggregation;
import io.millrace.logql.ast.MetricExpr.VectorLiteral;

/// Refuses selectors that a stream without any of the labels would satisfy: they read everything.
final class SelectorCheck {
  private SelectorCheck() {}

  static void check(Expr expr) {
    switch (expr) {
      case LogExpr(var matchers, _) -> {
        if (matchers.stream().allMatch(SelectorCheck::acceptsEmpty)) {
          throw LogQlSyntaxException.of(
              "queries require at least one regexp or equality matcher that does not have an"
                  + " empty-compatible value. For instance, app=~\".*\" does not meet this"
                  + " requirement, but app=~\".+\" will");
        }
      }
      case RangeAggregation aggregation -> check(aggregation.input().query());
      case VectorAggregation aggregation -> check(aggregation.input());
      case BinaryOperation operation -> {
        check(operation.left());
        check(operation.right());
      }
      case LabelReplace replace -> check(replace.input());
      case VectorLiteral _, Literal _ -> {}
    }
  }

  private static boolean acceptsEmpty(Matcher matcher) {
    return switch (matcher.op()) {
      case EQUAL -> matcher.value().isEmpty();
      case NOT_EQUAL -> !matcher.value().isEmpty();
      case REGEX -> RegexCheck.acceptsEmpty(matcher.value());
      case NOT_REGEX -> !RegexCheck.acceptsEmpty(matcher.value());
    };
  }
}
