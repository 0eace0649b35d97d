package io.millrace.logql.ast;

/// `name op "value"`: a test of one label against a string. The value is unquoted.
///
/// The same shape serves stream selectors, string label filters, `drop` and `keep`; how a regex is
/// anchored depends on the place and is not the tree's affair.
public record Matcher(String name, Op op, String value) {

  /// How a label is compared with a string.
  public enum Op {
    EQUAL("="),
    NOT_EQUAL("!="),
    REGEX("=~"),
    NOT_REGEX("!~");

    private final String symbol;

    Op(String symbol) {
      this.symbol = symbol;
    }

    /// The operator as it is written in a query.
    public String symbol() {
      return symbol;
    }

    /// Whether the value is an RE2 expression.
    public boolean isRegex() {
      return this == REGEX || this == NOT_REGEX;
    }
  }
}
