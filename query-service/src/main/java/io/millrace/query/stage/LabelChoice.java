package io.millrace.query.stage;

import io.millrace.query.filter.LineTest;
import io.millrace.query.row.RowLabels;
import org.jspecify.annotations.Nullable;

/// A label that `drop` or `keep` names, with the test of its value, if there is one.
public record LabelChoice(int name, @Nullable LineTest test) {
  private static final byte[] EMPTY = {};

  boolean matches(RowLabels labels) {
    if (test == null) {
      return true;
    }
    int entry = labels.slot(name);
    return entry < 0
        ? test.test(EMPTY, 0, 0)
        : test.test(labels.text(entry), labels.start(entry), labels.length(entry));
  }
}
