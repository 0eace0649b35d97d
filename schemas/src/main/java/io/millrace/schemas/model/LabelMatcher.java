package io.millrace.schemas.model;

import com.google.re2j.Pattern;
import org.jspecify.annotations.Nullable;

/// One condition on a stream label, as in `app=~"api.*"`. A missing label is the empty string.
///
/// Regular expressions are RE2, anchored at both ends, and their dot matches a newline too.
public final class LabelMatcher {
  /// How the value is compared.
  public enum Op {
    EQUAL("="),
    NOT_EQUAL("!="),
    MATCHES("=~"),
    NOT_MATCHES("!~");

    private final String symbol;

    Op(String symbol) {
      this.symbol = symbol;
    }

    public String symbol() {
      return symbol;
    }
  }

  private final String name;
  private final Op op;
  private final String value;
  private final @Nullable Pattern pattern;

  /// @throws com.google.re2j.PatternSyntaxException if a regular expression is not RE2
  public LabelMatcher(String name, Op op, String value) {
    this.name = name;
    this.op = op;
    this.value = value;
    this.pattern =
        switch (op) {
          case EQUAL, NOT_EQUAL -> null;
          case MATCHES, NOT_MATCHES -> Pattern.compile("(?s:" + value + ")", 0);
        };
  }

  public String name() {
    return name;
  }

  public Op op() {
    return op;
  }

  public String value() {
    return value;
  }

  /// Whether a stream whose label has this value (empty where it is missing) is meant.
  public boolean matches(String labelValue) {
    return switch (op) {
      case EQUAL -> value.equals(labelValue);
      case NOT_EQUAL -> !value.equals(labelValue);
      case MATCHES -> pattern != null && pattern.matches(labelValue);
      case NOT_MATCHES -> pattern != null && !pattern.matches(labelValue);
    };
  }

  public boolean matches(Labels labels) {
    String found = labels.get(name);
    return matches(found == null ? "" : found);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof LabelMatcher that
        && name.equals(that.name)
        && op == that.op
        && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * name.hashCode() + op.hashCode()) + value.hashCode();
  }

  @Override
  public String toString() {
    return name + op.symbol() + '"' + value + '"';
  }
}
