package io.millrace.logql.ast;

/// The functions of a log range.
public enum RangeFunction {
  COUNT_OVER_TIME("count_over_time", Unwrapping.REFUSED, false),
  RATE("rate", Unwrapping.POSSIBLE, false),
  RATE_COUNTER("rate_counter", Unwrapping.REQUIRED, false),
  BYTES_OVER_TIME("bytes_over_time", Unwrapping.REFUSED, false),
  BYTES_RATE("bytes_rate", Unwrapping.REFUSED, false),
  AVG_OVER_TIME("avg_over_time", Unwrapping.REQUIRED, true),
  SUM_OVER_TIME("sum_over_time", Unwrapping.REQUIRED, false),
  MIN_OVER_TIME("min_over_time", Unwrapping.REQUIRED, true),
  MAX_OVER_TIME("max_over_time", Unwrapping.REQUIRED, true),
  STDVAR_OVER_TIME("stdvar_over_time", Unwrapping.REQUIRED, true),
  STDDEV_OVER_TIME("stddev_over_time", Unwrapping.REQUIRED, true),
  QUANTILE_OVER_TIME("quantile_over_time", Unwrapping.REQUIRED, true),
  FIRST_OVER_TIME("first_over_time", Unwrapping.REQUIRED, true),
  LAST_OVER_TIME("last_over_time", Unwrapping.REQUIRED, true),
  ABSENT_OVER_TIME("absent_over_time", Unwrapping.POSSIBLE, false);

  private enum Unwrapping {
    REFUSED,
    POSSIBLE,
    REQUIRED
  }

  private final String symbol;
  private final Unwrapping unwrapping;
  private final boolean grouping;

  RangeFunction(String symbol, Unwrapping unwrapping, boolean grouping) {
    this.symbol = symbol;
    this.unwrapping = unwrapping;
    this.grouping = grouping;
  }

  /// The function as it is written in a query.
  public String symbol() {
    return symbol;
  }

  /// Whether it counts lines or bytes of lines, and so cannot take an `unwrap`.
  public boolean refusesUnwrap() {
    return unwrapping == Unwrapping.REFUSED;
  }

  /// Whether it computes with values, and so cannot do without an `unwrap`.
  public boolean requiresUnwrap() {
    return unwrapping == Unwrapping.REQUIRED;
  }

  /// Whether `by` and `without` may follow it.
  public boolean allowsGrouping() {
    return grouping;
  }
}
