package io.millrace.query.metric;

import io.millrace.logql.ast.Grouping;
import io.millrace.logql.ast.LogRange;
import io.millrace.logql.ast.MetricExpr;
import io.millrace.logql.ast.MetricExpr.RangeAggregation;
import io.millrace.logql.ast.MetricExpr.VectorAggregation;
import io.millrace.logql.ast.RangeFunction;
import io.millrace.logql.ast.Unwrap;
import io.millrace.logql.ast.VectorFunction;
import io.millrace.query.pipeline.Needs;
import io.millrace.query.pipeline.Needs.LineUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How a range aggregation is computed: over which labels its series are told apart, and whether
/// values or counters are collected.
///
/// A `sum` directly over an aggregation that adds up is computed in one go: its groups are the
/// series, and the labels that nobody asked for are never looked at.
///
/// @param whole what was written, the `sum` included
record RangePlan(MetricExpr whole, RangeAggregation range, Optional<Grouping> grouping) {
  private static final Grouping ALL_TOGETHER = new Grouping(false, List.of());

  static RangePlan of(RangeAggregation range) {
    return range.function() == RangeFunction.ABSENT_OVER_TIME
        ? new RangePlan(range, range, Optional.of(ALL_TOGETHER))
        : new RangePlan(range, range, range.grouping());
  }

  /// The plan of `sum by (…) (range)`, or nothing where that has to be done in two steps.
  static Optional<RangePlan> fused(VectorAggregation sum) {
    if (sum.function() != VectorFunction.SUM
        || !(sum.input() instanceof RangeAggregation range)
        || !addsUp(range.function())) {
      return Optional.empty();
    }
    Grouping grouping = sum.grouping().orElse(ALL_TOGETHER);
    return Optional.of(new RangePlan(sum, range, Optional.of(grouping)));
  }

  private static boolean addsUp(RangeFunction function) {
    return switch (function) {
      case COUNT_OVER_TIME, RATE, BYTES_OVER_TIME, BYTES_RATE, SUM_OVER_TIME -> true;
      case RATE_COUNTER,
          AVG_OVER_TIME,
          MIN_OVER_TIME,
          MAX_OVER_TIME,
          STDVAR_OVER_TIME,
          STDDEV_OVER_TIME,
          QUANTILE_OVER_TIME,
          FIRST_OVER_TIME,
          LAST_OVER_TIME,
          ABSENT_OVER_TIME ->
          false;
    };
  }

  LogRange input() {
    return range.input();
  }

  /// Whether rows are counted, not their values.
  boolean counts() {
    return range.function() == RangeFunction.ABSENT_OVER_TIME || input().unwrap().isEmpty();
  }

  boolean needsLengths() {
    return range.function() == RangeFunction.BYTES_OVER_TIME
        || range.function() == RangeFunction.BYTES_RATE;
  }

  Needs needs() {
    LineUse line = needsLengths() ? LineUse.LENGTH : LineUse.NONE;
    if (grouping.isPresent() && !grouping.get().without()) {
      return Needs.by(grouping.get().labels(), line);
    }
    List<String> without = new ArrayList<>(grouping.map(Grouping::labels).orElse(List.of()));
    input().unwrap().map(Unwrap::label).ifPresent(without::add);
    return Needs.without(without, line);
  }

  /// Whether labels of streams alone tell the series apart, so that no row has to be looked at.
  boolean countsWholeRuns() {
    return counts()
        && input().query().stages().isEmpty()
        && input().unwrap().isEmpty()
        && grouping.isPresent()
        && !grouping.get().without();
  }

  /// Whether a mean is a sum divided by a count, as [RangeFunctions] tells.
  boolean takesMeanOfSum() {
    return grouping.isPresent()
        && input().unwrap().stream().allMatch(u -> u.conversion() == Unwrap.Conversion.NUMBER);
  }
}
