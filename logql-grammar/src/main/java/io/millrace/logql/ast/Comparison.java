package io.millrace.logql.ast;

/// How a label filter compares numbers, durations and byte sizes. `=` and `==` are the same.
public enum Comparison {
  EQUAL("=="),
  NOT_EQUAL("!="),
  GREATER(">"),
  GREATER_OR_EQUAL(">="),
  LESS("<"),
  LESS_OR_EQUAL("<=");

  private final String symbol;

  Comparison(String symbol) {
    this.symbol = symbol;
  }

  /// The operator as it is printed.
  public String symbol() {
    return symbol;
  }
}
