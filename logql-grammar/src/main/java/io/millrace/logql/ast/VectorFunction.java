package io.millrace.logql.ast;

/// The aggregations of samples over series.
public enum VectorFunction {
  SUM("sum"),
  AVG("avg"),
  COUNT("count"),
  MAX("max"),
  MIN("min"),
  STDDEV("stddev"),
  STDVAR("stdvar"),
  TOPK("topk"),
  BOTTOMK("bottomk"),
  APPROX_TOPK("approx_topk"),
  SORT("sort"),
  SORT_DESC("sort_desc");

  private final String symbol;

  VectorFunction(String symbol) {
    this.symbol = symbol;
  }

  /// The function or operator as it is written in a query.
  public String symbol() {
    return symbol;
  }

  /// Whether it takes a positive number: `topk(5, …)`.
  public boolean takesParameter() {
    return this == TOPK || this == BOTTOMK || this == APPROX_TOPK;
  }

  /// Whether it only orders its input, and so cannot be grouped.
  public boolean isSort() {
    return this == SORT || this == SORT_DESC;
  }
}
