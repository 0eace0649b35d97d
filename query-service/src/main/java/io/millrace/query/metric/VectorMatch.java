package io.millrace.query.metric;

import io.millrace.logql.ast.BinaryModifier;
import io.millrace.logql.ast.BinaryModifier.Cardinality;
import io.millrace.logql.ast.BinaryOperator;
import io.millrace.query.plan.QueryException;
import io.millrace.query.plan.QueryException.Reason;
import io.millrace.schemas.model.Label;
import io.millrace.schemas.model.Labels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A binary operation between two vectors. Samples of the two sides meet where their matching
/// labels are equal, step by step: a rule may be broken at one step and hold at the others.
final class VectorMatch {
  private static final int NONE = -1;

  private final BinaryOperator operator;
  private final BinaryModifier modifier;
  private final int steps;

  VectorMatch(BinaryOperator operator, BinaryModifier modifier, int steps) {
    this.operator = operator;
    this.modifier = modifier;
    this.steps = steps;
  }

  List<Series> apply(List<Series> left, List<Series> right) {
    return operator.isSet() ? combine(left, right) : compute(left, right);
  }

  private Labels key(Labels labels) {
    return modifier.on()
        ? LabelSets.keep(labels, modifier.labels())
        : LabelSets.drop(labels, modifier.labels());
  }

  private Map<Labels, List<Series>> byKey(List<Series> side) {
    Map<Labels, List<Series>> groups = new HashMap<>();
    for (Series series : side) {
      groups.computeIfAbsent(key(series.labels()), k -> new ArrayList<>()).add(series);
    }
    return groups;
  }

  private List<Series> combine(List<Series> left, List<Series> right) {
    List<Series> result = new ArrayList<>();
    switch (operator) {
      case AND -> filter(left, byKey(right), true, result);
      case UNLESS -> filter(left, byKey(right), false, result);
      case OR -> {
        result.addAll(left);
        filter(right, byKey(left), false, result);
      }
      case EQUAL,
          NOT_EQUAL,
          GREATER,
          GREATER_OR_EQUAL,
          LESS,
          LESS_OR_EQUAL,
          ADD,
          SUBTRACT,
          MULTIPLY,
          DIVIDE,
          MODULO,
          POWER ->
          throw new IllegalArgumentException(operator + " is no set operator");
    }
    return merged(result);
  }

  /// Those points of `side` at whose step `others` have (or have not) a sample of the same key.
  private void filter(
      List<Series> side, Map<Labels, List<Series>> others, boolean wanted, List<Series> result) {
    byKey(side)
        .forEach(
            (key, members) -> {
              boolean[] present = new boolean[steps];
              for (Series other : others.getOrDefault(key, List.of())) {
                for (int step : other.steps()) {
                  present[step] = true;
                }
              }
              for (Series series : members) {
                Points points = new Points();
                for (int i = 0; i < series.points(); i++) {
                  if (present[series.steps()[i]] == wanted) {
                    points.add(series.steps()[i], series.values()[i]);
                  }
                }
                if (!points.isEmpty()) {
                  result.add(points.toSeries(series.labels()));
                }
              }
            });
  }

  private List<Series> compute(List<Series> left, List<Series> right) {
    boolean swapped = modifier.cardinality() == Cardinality.ONE_TO_MANY;
    Map<Labels, List<Series>> ones = byKey(swapped ? left : right);
    Map<Labels, List<Series>> many = byKey(swapped ? right : left);
    Map<Labels, Row> rows = new HashMap<>();
    int[] owner = new int[steps];
    int[] partner = new int[steps];
    ones.forEach(
        (key, members) -> {
          placeOnes(members, owner, swapped);
          Arrays.fill(partner, NONE);
          for (Series series : many.getOrDefault(key, List.of())) {
            pair(series, members, owner, partner, swapped, rows);
          }
        });
    List<Series> result = new ArrayList<>();
    rows.forEach((labels, row) -> row.collect(labels, result));
    return result;
  }

  /// Writes into `owner`, for each step, which of the series on the "one" side has a sample there.
  private static void placeOnes(List<Series> members, int[] owner, boolean swapped) {
    Arrays.fill(owner, NONE);
    for (int m = 0; m < members.size(); m++) {
      for (int step : members.get(m).steps()) {
        if (owner[step] != NONE) {
          throw new QueryException(
              Reason.MATCHING,
              "found duplicate series on the %s hand-side;many-to-many matching not allowed: matching labels must be unique on one side"
                  .formatted(swapped ? "left" : "right"));
        }
        owner[step] = m;
      }
    }
  }

  private void pair(
      Series series,
      List<Series> ones,
      int[] owner,
      int[] partner,
      boolean swapped,
      Map<Labels, Row> rows) {
    boolean oneToOne = modifier.cardinality() == Cardinality.ONE_TO_ONE;
    Labels labels = Labels.EMPTY;
    int labelsOf = NONE;
    for (int i = 0; i < series.points(); i++) {
      int step = series.steps()[i];
      int one = owner[step];
      if (one == NONE) {
        continue;
      }
      double own = series.values()[i];
      double other = valueAt(ones.get(one), step);
      double leftValue = swapped ? other : own;
      double rightValue = swapped ? own : other;
      if (operator.isComparison()
          && !modifier.returnBool()
          && !Arithmetic.holds(operator, leftValue, rightValue)) {
        continue;
      }
      if (oneToOne) {
        if (partner[step] != NONE) {
          throw new QueryException(
              Reason.MATCHING,
              "multiple matches for labels: many-to-one matching must be explicit"
                  + " (group_left/group_right)");
        }
        partner[step] = one;
      }
      if (labelsOf != one) {
        labels = resultLabels(series.labels(), ones.get(one).labels());
        labelsOf = one;
      }
      Row row = rows.computeIfAbsent(labels, l -> new Row(steps));
      if (row.has(step)) {
        throw new QueryException(
            Reason.MATCHING,
            "multiple matches for labels: grouping labels must ensure unique matches");
      }
      boolean filters = operator.isComparison() && !modifier.returnBool();
      row.set(step, filters ? leftValue : Arithmetic.compute(operator, leftValue, rightValue));
    }
  }

  private Labels resultLabels(Labels many, Labels one) {
    if (modifier.cardinality() == Cardinality.ONE_TO_ONE) {
      return key(many);
    }
    if (modifier.include().isEmpty()) {
      return many;
    }
    List<Label> pairs = new ArrayList<>(LabelSets.drop(many, modifier.include()).pairs());
    for (String name : modifier.include()) {
      String value = one.get(name);
      if (value != null && pairs.stream().noneMatch(p -> p.name().equals(name))) {
        pairs.add(new Label(name, value));
      }
    }
    return Labels.of(pairs);
  }

  private static double valueAt(Series series, int step) {
    return series.values()[Arrays.binarySearch(series.steps(), step)];
  }

  /// Series with equal labels as one: `a or b` may take some steps of each.
  private List<Series> merged(List<Series> input) {
    Map<Labels, List<Series>> byLabels = new HashMap<>();
    input.forEach(s -> byLabels.computeIfAbsent(s.labels(), l -> new ArrayList<>()).add(s));
    if (byLabels.size() == input.size()) {
      return input;
    }
    List<Series> result = new ArrayList<>();
    byLabels.forEach(
        (labels, parts) -> {
          if (parts.size() == 1) {
            result.add(parts.getFirst());
            return;
          }
          Row row = new Row(steps);
          for (Series part : parts) {
            for (int i = 0; i < part.points(); i++) {
              if (!row.has(part.steps()[i])) {
                row.set(part.steps()[i], part.values()[i]);
              }
            }
          }
          row.collect(labels, result);
        });
    return result;
  }

  /// The points of one result series while it is put together.
  private static final class Row {
    private final boolean[] present;
    private final double[] values;

    Row(int steps) {
      this.present = new boolean[steps];
      this.values = new double[steps];
    }

    boolean has(int step) {
      return present[step];
    }

    void set(int step, double value) {
      present[step] = true;
      values[step] = value;
    }

    void collect(Labels labels, List<Series> result) {
      Points points = new Points();
      for (int step = 0; step < values.length; step++) {
        if (present[step]) {
          points.add(step, values[step]);
        }
      }
      result.add(points.toSeries(labels));
    }
  }
}
