package io.millrace.logql.ast;

import java.util.List;

/// `| unwrap duration(took) | __error__=""`: the label whose value becomes the sample.
///
/// The post filters are applied, in order, after the value has been taken.
public record Unwrap(String label, Conversion conversion, List<LabelFilter> postFilters) {
  public Unwrap {
    postFilters = List.copyOf(postFilters);
  }

  /// How the text of the label becomes a number.
  public enum Conversion {
    /// A float.
    NUMBER(""),
    /// A Go duration, in seconds.
    DURATION("duration"),
    /// The same as [#DURATION] under its long name.
    DURATION_SECONDS("duration_seconds"),
    /// A human size, in bytes.
    BYTES("bytes");

    private final String symbol;

    Conversion(String symbol) {
      this.symbol = symbol;
    }

    /// The function as it is written; empty for [#NUMBER].
    public String symbol() {
      return symbol;
    }
  }
}
