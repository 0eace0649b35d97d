package io.millrace.query.stage;

import io.millrace.query.row.NameTable;
import io.millrace.query.row.Row;
import io.millrace.query.row.RowLabels;
import io.millrace.query.row.RowStage;
import java.util.List;

/// `| keep a, b="x"`: takes every other label away, but not the error.
public final class KeepStage implements RowStage {
  private final LabelChoice[] choices;

  public KeepStage(List<LabelChoice> choices) {
    this.choices = choices.toArray(LabelChoice[]::new);
  }

  @Override
  public boolean apply(Row row) {
    RowLabels labels = row.labels();
    for (int entry = 0; entry < labels.entries(); entry++) {
      if (labels.isLive(entry) && !isKept(labels, labels.name(entry))) {
        labels.remove(labels.name(entry));
      }
    }
    return true;
  }

  private boolean isKept(RowLabels labels, int name) {
    if (name <= NameTable.PRESERVE_ERROR) {
      return true;
    }
    for (LabelChoice choice : choices) {
      if (choice.name() == name && choice.matches(labels)) {
        return true;
      }
    }
    return false;
  }
}
