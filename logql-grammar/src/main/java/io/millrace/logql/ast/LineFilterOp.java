package io.millrace.logql.ast;

/// How a line filter looks for its operands.
public enum LineFilterOp {
  CONTAINS("|=", false),
  NOT_CONTAINS("!=", true),
  MATCHES("|~", false),
  NOT_MATCHES("!~", true),
  FITS_PATTERN("|>", false),
  NOT_FITS_PATTERN("!>", true);

  private final String symbol;
  private final boolean negated;

  LineFilterOp(String symbol, boolean negated) {
    this.symbol = symbol;
    this.negated = negated;
  }

  /// The operator as it is written in a query.
  public String symbol() {
    return symbol;
  }

  /// Whether the filter keeps the lines that do *not* match.
  public boolean isNegated() {
    return negated;
  }

  /// Whether the operands are RE2 expressions.
  public boolean isRegex() {
    return this == MATCHES || this == NOT_MATCHES;
  }

  /// Whether the operands are patterns with `<_>` placeholders.
  public boolean isPattern() {
    return this == FITS_PATTERN || this == NOT_FITS_PATTERN;
  }
}
