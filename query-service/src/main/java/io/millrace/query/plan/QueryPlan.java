package io.millrace.query.plan;

/// What is to be done for a query.
public sealed interface QueryPlan {
  /// A log query.
  record Logs(LogPlan plan) implements QueryPlan {}

  /// A metric query.
  record Samples(MetricPlan plan) implements QueryPlan {}

  /// Nothing: everything that was asked for is too old to be looked at.
  record Nothing(boolean logs) implements QueryPlan {}
}
