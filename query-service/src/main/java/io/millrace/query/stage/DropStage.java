package io.millrace.query.stage;

import io.millrace.query.row.Row;
import io.millrace.query.row.RowStage;
import java.util.List;

/// `| drop a, b="x"`: takes labels away. Dropping `__error__` forgives the error.
public final class DropStage implements RowStage {
  private final LabelChoice[] choices;

  public DropStage(List<LabelChoice> choices) {
    this.choices = choices.toArray(LabelChoice[]::new);
  }

  @Override
  public boolean apply(Row row) {
    for (LabelChoice choice : choices) {
      if (choice.matches(row.labels())) {
        row.labels().remove(choice.name());
      }
    }
    return true;
  }
}
