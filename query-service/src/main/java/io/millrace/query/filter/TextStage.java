package io.millrace.query.filter;

import io.millrace.query.row.Row;
import io.millrace.query.row.RowLabels;
import io.millrace.query.row.RowStage;

/// Tests a label as text.
record TextStage(int name, boolean negated, LineTest test) implements RowStage {
  private static final byte[] EMPTY = {};

  @Override
  public boolean apply(Row row) {
    RowLabels labels = row.labels();
    int entry = labels.slot(name);
    boolean matches =
        entry < 0
            ? test.test(EMPTY, 0, 0)
            : test.test(labels.text(entry), labels.start(entry), labels.length(entry));
    return matches != negated;
  }
}
