package io.millrace.logql.ast;

/// The operators between two metric expressions, from the loosest to the tightest.
public enum BinaryOperator {
  OR("or"),
  AND("and"),
  UNLESS("unless"),
  EQUAL("=="),
  NOT_EQUAL("!="),
  GREATER(">"),
  GREATER_OR_EQUAL(">="),
  LESS("<"),
  LESS_OR_EQUAL("<="),
  ADD("+"),
  SUBTRACT("-"),
  MULTIPLY("*"),
  DIVIDE("/"),
  MODULO("%"),
  POWER("^");

  private final String symbol;

  BinaryOperator(String symbol) {
    this.symbol = symbol;
  }

  /// The function or operator as it is written in a query.
  public String symbol() {
    return symbol;
  }

  /// Whether it works on sets of series: `or`, `and`, `unless`.
  public boolean isSet() {
    return this == OR || this == AND || this == UNLESS;
  }

  /// Whether it compares, and so may take `bool`.
  public boolean isComparison() {
    return compareTo(EQUAL) >= 0 && compareTo(LESS_OR_EQUAL) <= 0;
  }
}
