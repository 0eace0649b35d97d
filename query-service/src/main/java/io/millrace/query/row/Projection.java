package io.millrace.query.row;

import java.util.List;
import java.util.TreeSet;

/// Which labels tell one series from another.
public sealed interface Projection {
  /// Every label, and its category too: the label sets of a log query.
  record Everything() implements Projection {}

  /// These labels, as far as a row has them.
  record By(List<String> names) implements Projection {
    public By {
      names = List.copyOf(new TreeSet<>(names));
    }
  }

  /// Every label but these.
  record Without(List<String> names) implements Projection {
    public Without {
      names = List.copyOf(new TreeSet<>(names));
    }
  }
}
