package io.millrace.query.filter;

import io.millrace.query.row.Row;
import io.millrace.query.row.RowError;
import io.millrace.query.row.RowLabels;
import io.millrace.query.row.RowStage;
import org.jspecify.annotations.Nullable;

/// Tests whether a label holds an address of a set.
record IpStage(int name, boolean negated, @Nullable IpSet set, String fault) implements RowStage {
  @Override
  public boolean apply(Row row) {
    RowLabels labels = row.labels();
    int entry = labels.slot(name);
    if (entry < 0) {
      return false;
    }
    if (set == null) {
      row.setError(RowError.LABEL_FILTER, fault);
      return true;
    }
    return set.isIn(labels.text(entry), labels.start(entry), labels.length(entry)) != negated;
  }
}
