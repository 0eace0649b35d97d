package io.millrace.query.metric;

import io.millrace.schemas.model.Labels;
import java.util.Arrays;

/// Collects the points of one series, in ascending order of their steps.
final class Points {
  private int[] steps = new int[8];
  private double[] values = new double[8];
  private int size;

  void add(int step, double value) {
    if (size == steps.length) {
      steps = Arrays.copyOf(steps, 2 * size);
      values = Arrays.copyOf(values, 2 * size);
    }
    steps[size] = step;
    values[size++] = value;
  }

  boolean isEmpty() {
    return size == 0;
  }

  Series toSeries(Labels labels) {
    return new Series(labels, Arrays.copyOf(steps, size), Arrays.copyOf(values, size));
  }
}
