package io.millrace.query.metric;

import io.millrace.logql.ast.RangeFunction;
import java.util.Arrays;
import java.util.OptionalDouble;

/// The functions over the unwrapped values of one window, in the order of their times. `range` is
/// the length of the window in nanoseconds.
final class RangeFunctions {
  private static final double NANOS_PER_SECOND = 1e9;

  private final RangeFunction function;
  private final double parameter;
  private final double rangeSeconds;
  private final boolean meanOfSum;

  RangeFunctions(RangeFunction function, OptionalDouble parameter, long range, boolean meanOfSum) {
    this.function = function;
    this.parameter = parameter.orElse(Double.NaN);
    this.rangeSeconds = range / NANOS_PER_SECOND;
    this.meanOfSum = meanOfSum;
  }

  /// The value for the samples `from … to - 1`, of which there is at least one.
  double apply(long[] times, double[] values, int from, int to) {
    return switch (function) {
      case SUM_OVER_TIME -> sum(values, from, to);
      case RATE -> sum(values, from, to) / rangeSeconds;
      case RATE_COUNTER -> counterRate(times, values, from, to);
      case AVG_OVER_TIME -> mean(values, from, to);
      case MIN_OVER_TIME -> extreme(values, from, to, -1);
      case MAX_OVER_TIME -> extreme(values, from, to, 1);
      case STDVAR_OVER_TIME -> variance(values, from, to);
      case STDDEV_OVER_TIME -> Math.sqrt(variance(values, from, to));
      case QUANTILE_OVER_TIME -> quantile(values, from, to);
      case FIRST_OVER_TIME -> values[from];
      case LAST_OVER_TIME -> values[to - 1];
      case ABSENT_OVER_TIME -> 1;
      case COUNT_OVER_TIME, BYTES_OVER_TIME, BYTES_RATE ->
          throw new IllegalArgumentException(function.symbol() + " takes no values");
    };
  }

  private static double sum(double[] values, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += values[i];
    }
    return sum;
  }

  /// Loki computes a mean as a sum and a count where it splits the work by streams, else step by
  /// step: that shows in the last digits, and where values are infinite.
  private double mean(double[] values, int from, int to) {
    if (meanOfSum) {
      return sum(values, from, to) / (to - from);
    }
    double mean = 0;
    for (int i = from; i < to; i++) {
      double value = values[i];
      double count = (double) i - from + 1;
      if (Double.isInfinite(mean)) {
        boolean sameInfinity = Double.isInfinite(value) && (mean > 0) == (value > 0);
        if (sameInfinity || Double.isFinite(value)) {
          continue;
        }
      }
      mean += value / count - mean / count;
    }
    return mean;
  }

  private static double extreme(double[] values, int from, int to, int sign) {
    double best = values[from];
    for (int i = from + 1; i < to; i++) {
      if (sign * values[i] > sign * best || Double.isNaN(best)) {
        best = values[i];
      }
    }
    return best;
  }

  /// Welford's way.
  private static double variance(double[] values, int from, int to) {
    double squares = 0;
    double mean = 0;
    for (int i = from; i < to; i++) {
      double delta = values[i] - mean;
      mean += delta / (i - from + 1);
      squares += delta * (values[i] - mean);
    }
    return squares / (to - from);
  }

  private double quantile(double[] values, int from, int to) {
    if (parameter < 0) {
      return Double.NEGATIVE_INFINITY;
    }
    if (parameter > 1) {
      return Double.POSITIVE_INFINITY;
    }
    double[] sorted = Arrays.copyOfRange(values, from, to);
    Arrays.sort(sorted);
    moveNaNsToTheFront(sorted);
    double rank = parameter * (sorted.length - 1);
    int lower = (int) Math.max(0, Math.floor(rank));
    int upper = Math.min(sorted.length - 1, lower + 1);
    double weight = rank - Math.floor(rank);
    return sorted[lower] * (1 - weight) + sorted[upper] * weight;
  }

  /// Go's sort puts NaN before all numbers, Java's behind them.
  private static void moveNaNsToTheFront(double[] sorted) {
    int numbers = sorted.length;
    while (numbers > 0 && Double.isNaN(sorted[numbers - 1])) {
      numbers--;
    }
    int nans = sorted.length - numbers;
    if (nans > 0) {
      System.arraycopy(sorted, 0, sorted, nans, numbers);
      Arrays.fill(sorted, 0, nans, Double.NaN);
    }
  }

  /// The per-second increase of a counter as Prometheus extrapolates it, resets taken into account.
  private double counterRate(long[] times, double[] values, int from, int to) {
    int count = to - from;
    if (count < 2) {
      return 0;
    }
    double increase = values[to - 1] - values[from];
    for (int i = from + 1; i < to; i++) {
      if (values[i] < values[i - 1]) {
        increase += values[i - 1];
      }
    }
    double sampled = (times[to - 1] - times[from]) / NANOS_PER_SECOND;
    double average = sampled / (count - 1);
    double beforeFirst = rangeSeconds;
    if (increase > 0 && values[from] >= 0) {
      beforeFirst = Math.min(beforeFirst, sampled * (values[from] / increase));
    }
    double threshold = average * 1.1;
    double extrapolated = sampled + (beforeFirst < threshold ? beforeFirst : average / 2);
    return increase * (extrapolated / sampled) / rangeSeconds;
  }
}
