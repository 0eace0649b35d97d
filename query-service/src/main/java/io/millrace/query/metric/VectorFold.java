package io.millrace.query.metric;

import io.millrace.logql.ast.Grouping;
import io.millrace.logql.ast.VectorFunction;
import io.millrace.schemas.model.Labels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Aggregations over the series of each step: `sum by (app)`, `avg`, `stddev`, …
///
/// Series are folded in the order of their labels, so the last digits of a floating-point sum do
/// not depend on the order of arrival.
final class VectorFold {
  private final VectorFunction function;
  private final int steps;
  private final int[] counts;
  private final double[] values;
  private final double[] means;

  private VectorFold(VectorFunction function, int steps) {
    this.function = function;
    this.steps = steps;
    this.counts = new int[steps];
    this.values = new double[steps];
    this.means = function == VectorFunction.SUM ? new double[0] : new double[steps];
  }

  /// One series for each group.
  static List<Series> fold(
      VectorFunction function, Optional<Grouping> grouping, List<Series> input, int steps) {
    List<Series> result = new ArrayList<>();
    groups(grouping, input)
        .forEach(
            (labels, members) -> {
              if (members.size() == 1 && keepsASingleValue(function)) {
                result.add(members.getFirst().withLabels(labels));
              } else {
                VectorFold fold = new VectorFold(function, steps);
                members.forEach(fold::add);
                result.add(fold.toSeries(labels));
              }
            });
    return result;
  }

  /// The series of each group, in the order of their labels.
  static Map<Labels, List<Series>> groups(Optional<Grouping> grouping, List<Series> input) {
    List<Series> sorted = new ArrayList<>(input);
    sorted.sort(Comparator.comparing(Series::labels));
    Map<Labels, List<Series>> groups = new HashMap<>();
    for (Series series : sorted) {
      groups
          .computeIfAbsent(LabelSets.group(series.labels(), grouping), l -> new ArrayList<>())
          .add(series);
    }
    return groups;
  }

  private static boolean keepsASingleValue(VectorFunction function) {
    return function == VectorFunction.SUM
        || function == VectorFunction.AVG
        || function == VectorFunction.MIN
        || function == VectorFunction.MAX;
  }

  private void add(Series series) {
    for (int i = 0; i < series.points(); i++) {
      add(series.steps()[i], series.values()[i]);
    }
  }

  private void add(int step, double value) {
    int n = ++counts[step];
    switch (function) {
      case SUM -> values[step] += value;
      case AVG -> means[step] += (value - means[step]) / n;
      case MAX -> {
        if (n == 1 || values[step] < value || Double.isNaN(values[step])) {
          values[step] = value;
        }
      }
      case MIN -> {
        if (n == 1 || values[step] > value || Double.isNaN(values[step])) {
          values[step] = value;
        }
      }
      case STDDEV, STDVAR -> {
        double delta = value - means[step];
        means[step] += delta / n;
        values[step] += delta * (value - means[step]);
      }
      case COUNT -> {}
      case TOPK, BOTTOMK, APPROX_TOPK, SORT, SORT_DESC ->
          throw new IllegalArgumentException(function.symbol() + " does not fold");
    }
  }

  private double value(int step) {
    return switch (function) {
      case SUM, MAX, MIN -> values[step];
      case AVG -> means[step];
      case COUNT -> counts[step];
      case STDVAR -> values[step] / counts[step];
      case STDDEV -> Math.sqrt(values[step] / counts[step]);
      case TOPK, BOTTOMK, APPROX_TOPK, SORT, SORT_DESC ->
          throw new IllegalArgumentException(function.symbol() + " does not fold");
    };
  }

  private Series toSeries(Labels labels) {
    Points points = new Points();
    for (int step = 0; step < steps; step++) {
      if (counts[step] > 0) {
        points.add(step, value(step));
      }
    }
    return points.toSeries(labels);
  }

  /// The `k` largest (or smallest) samples of each step and group, with the labels they had. NaN
  /// goes first; of equal samples the one whose labels come first stays.
  static List<Series> top(
      boolean largest, int k, Optional<Grouping> grouping, List<Series> input, int steps) {
    List<Series> result = new ArrayList<>();
    for (List<Series> members : groups(grouping, input).values()) {
      top(largest, k, members, steps, result);
    }
    return result;
  }

  private static void top(
      boolean largest, int k, List<Series> members, int steps, List<Series> result) {
    int[] next = new int[members.size()];
    Points[] kept = new Points[members.size()];
    Arrays.setAll(kept, i -> new Points());
    List<Integer> present = new ArrayList<>();
    Comparator<Integer> best =
        Comparator.comparingDouble(
            i -> {
              double value = members.get(i).values()[next[i]];
              if (Double.isNaN(value)) {
                return Double.POSITIVE_INFINITY;
              }
              return largest ? -value : value;
            });
    for (int step = 0; step < steps; step++) {
      present.clear();
      for (int i = 0; i < next.length; i++) {
        Series series = members.get(i);
        if (next[i] < series.points() && series.steps()[next[i]] == step) {
          present.add(i);
        }
      }
      if (present.size() > k) {
        present.sort(best);
      }
      for (int rank = 0; rank < present.size(); rank++) {
        int i = present.get(rank);
        if (rank < k) {
          kept[i].add(step, members.get(i).values()[next[i]]);
        }
        next[i]++;
      }
    }
    for (int i = 0; i < kept.length; i++) {
      if (!kept[i].isEmpty()) {
        result.add(kept[i].toSeries(members.get(i).labels()));
      }
    }
  }

  /// The series of a grid of one point, by value; NaN stands last.
  static List<Series> sort(boolean descending, List<Series> input) {
    Comparator<Double> order = descending ? Comparator.reverseOrder() : Comparator.naturalOrder();
    List<Series> sorted = new ArrayList<>(input);
    sorted.sort(
        Comparator.comparing((Series s) -> Double.isNaN(s.values()[0]))
            .thenComparing(s -> s.values()[0], order)
            .thenComparing(Series::labels));
    return sorted;
  }
}
