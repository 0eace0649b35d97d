package io.millrace.query.metric;

import io.millrace.logql.ast.BinaryModifier;
import io.millrace.logql.ast.BinaryOperator;
import io.millrace.logql.ast.MetricExpr;
import io.millrace.logql.ast.MetricExpr.BinaryOperation;
import io.millrace.logql.ast.MetricExpr.LabelReplace;
import io.millrace.logql.ast.MetricExpr.Literal;
import io.millrace.logql.ast.MetricExpr.RangeAggregation;
import io.millrace.logql.ast.MetricExpr.VectorAggregation;
import io.millrace.logql.ast.MetricExpr.VectorLiteral;
import io.millrace.logql.ast.VectorFunction;
import io.millrace.query.plan.MetricPlan;
import io.millrace.query.plan.QueryException;
import io.millrace.query.plan.QueryException.Reason;
import io.millrace.schemas.model.Labels;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Evaluates the tree of one metric query, leaves first. A part that stands in the tree twice is
/// read once.
final class MetricEvaluator {
  private final RangeScan scan;
  private final MetricPlan plan;
  private final int steps;
  private final Map<MetricExpr, List<Series>> known = new HashMap<>();
  private boolean sorts;

  MetricEvaluator(RangeScan scan, MetricPlan plan) {
    this.scan = scan;
    this.plan = plan;
    this.steps = plan.grid().count();
  }

  MetricValue run() throws IOException, InterruptedException {
    if (plan.expr() instanceof Literal(double value)) {
      return plan.instant()
          ? new MetricValue.Scalar(value)
          : new MetricValue.Vector(List.of(constant(value)));
    }
    List<Series> series = new ArrayList<>(vector(plan.expr()));
    if (!sorts || !plan.instant()) {
      series.sort(Comparator.comparing(Series::labels));
    }
    return new MetricValue.Vector(series);
  }

  private List<Series> vector(MetricExpr expr) throws IOException, InterruptedException {
    return switch (expr) {
      case RangeAggregation range -> range(RangePlan.of(range));
      case VectorAggregation aggregation -> aggregate(aggregation);
      case BinaryOperation operation -> binary(operation);
      case LabelReplace replace -> new LabelRewrite(replace).apply(vector(replace.input()));
      case VectorLiteral(double value) -> List.of(constant(value));
      case Literal _ ->
          throw new QueryException(
              Reason.INTERNAL,
              "unexpected expr type (*syntax.LiteralExpr) for Evaluator type"
                  + " (*logql.DefaultEvaluator) ");
    };
  }

  private List<Series> range(RangePlan range) throws IOException, InterruptedException {
    List<Series> series = known.get(range.whole());
    if (series == null) {
      series = scan.run(range, plan.grid());
      known.put(range.whole(), series);
    }
    return series;
  }

  private Series constant(double value) {
    int[] all = new int[steps];
    Arrays.setAll(all, i -> i);
    double[] values = new double[steps];
    Arrays.fill(values, value);
    return new Series(Labels.EMPTY, all, values);
  }

  private List<Series> aggregate(VectorAggregation expr) throws IOException, InterruptedException {
    var fused = RangePlan.fused(expr);
    if (fused.isPresent()) {
      return range(fused.get());
    }
    if (expr.function() == VectorFunction.APPROX_TOPK && !plan.approxTopk()) {
      throw new QueryException(
          Reason.INTERNAL, "approx_topk is not enabled. See -limits.shard_aggregations");
    }
    List<Series> input = vector(expr.input());
    return switch (expr.function()) {
      case SUM, AVG, COUNT, MAX, MIN, STDDEV, STDVAR ->
          VectorFold.fold(expr.function(), expr.grouping(), input, steps);
      case TOPK, APPROX_TOPK ->
          VectorFold.top(true, expr.parameter().orElseThrow(), expr.grouping(), input, steps);
      case BOTTOMK ->
          VectorFold.top(false, expr.parameter().orElseThrow(), expr.grouping(), input, steps);
      case SORT -> sorted(false, input);
      case SORT_DESC -> sorted(true, input);
    };
  }

  private List<Series> sorted(boolean descending, List<Series> input) {
    sorts = true;
    return plan.instant() ? VectorFold.sort(descending, input) : input;
  }

  private List<Series> binary(BinaryOperation expr) throws IOException, InterruptedException {
    if (expr.left() instanceof Literal(double value)) {
      return scalar(expr, value, true, vector(expr.right()));
    }
    if (expr.right() instanceof Literal(double value)) {
      return scalar(expr, value, false, vector(expr.left()));
    }
    List<Series> left = vector(expr.left());
    List<Series> right = vector(expr.right());
    return new VectorMatch(expr.operator(), expr.modifier(), steps).apply(left, right);
  }

  /// An operation with a number on one side. A comparison that filters keeps the vector's values.
  private static List<Series> scalar(
      BinaryOperation expr, double number, boolean numberIsLeft, List<Series> input) {
    BinaryOperator operator = expr.operator();
    BinaryModifier modifier = expr.modifier();
    boolean filters = operator.isComparison() && !modifier.returnBool();
    List<Series> result = new ArrayList<>(input.size());
    for (Series series : input) {
      Points points = new Points();
      for (int i = 0; i < series.points(); i++) {
        double value = series.values()[i];
        double left = numberIsLeft ? number : value;
        double right = numberIsLeft ? value : number;
        if (!filters) {
          points.add(series.steps()[i], Arithmetic.compute(operator, left, right));
        } else if (Arithmetic.holds(operator, left, right)) {
          points.add(series.steps()[i], value);
        }
      }
      if (!points.isEmpty()) {
        result.add(points.toSeries(series.labels()));
      }
    }
    return result;
  }
}
