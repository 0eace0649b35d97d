package io.millrace.query.metric;

import java.util.List;

/// What a metric expression comes to.
public sealed interface MetricValue {
  /// A number, the same at every step.
  record Scalar(double value) implements MetricValue {}

  /// Series over the grid of the query. They are ordered by their labels unless the query sorts.
  record Vector(List<Series> series) implements MetricValue {
    public Vector {
      series = List.copyOf(series);
    }
  }
}
