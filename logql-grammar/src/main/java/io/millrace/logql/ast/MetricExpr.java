package io.millrace.logql.ast;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// An expression that yields samples.
public sealed interface MetricExpr extends Expr {
  /// `rate({app="api"}[5m])`, `quantile_over_time(0.99, {…} | unwrap took [5m]) by (route)`.
  ///
  /// The parameter is present exactly for `quantile_over_time`. Whether the function goes with
  /// `unwrap` and with a grouping has been checked by the parser.
  record RangeAggregation(
      RangeFunction function, OptionalDouble parameter, LogRange input, Optional<Grouping> grouping)
      implements MetricExpr {}

  /// `sum by (app) (…)`, `topk(5, …)`.
  ///
  /// The parameter is present exactly for `topk`, `bottomk` and `approx_topk`, and positive. No
  /// grouping (all series fall together) is not the same as `without ()`.
  record VectorAggregation(
      VectorFunction function, OptionalInt parameter, MetricExpr input, Optional<Grouping> grouping)
      implements MetricExpr {}

  /// `left op right`. Two literals never meet here: the parser has computed them.
  record BinaryOperation(
      BinaryOperator operator, MetricExpr left, MetricExpr right, BinaryModifier modifier)
      implements MetricExpr {}

  /// `label_replace(input, "destination", "replacement", "source", "regex")`
  record LabelReplace(
      MetricExpr input, String destination, String replacement, String source, String regex)
      implements MetricExpr {}

  /// `vector(1)`: one sample without labels at every step.
  record VectorLiteral(double value) implements MetricExpr {}

  /// A number, as written or as the result of arithmetic on numbers. May be NaN or infinite.
  record Literal(double value) implements MetricExpr {}
}
