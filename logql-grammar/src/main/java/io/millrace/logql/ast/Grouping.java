package io.millrace.logql.ast;

import java.util.List;

/// `by (a, b)` or `without (a, b)`, in the written order; the list may be empty.
public record Grouping(boolean without, List<String> labels) {
  public Grouping {
    labels = List.copyOf(labels);
  }
}
