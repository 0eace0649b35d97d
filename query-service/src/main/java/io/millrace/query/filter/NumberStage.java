package io.millrace.query.filter;

import io.millrace.logql.ast.Comparison;
import io.millrace.query.row.Row;
import io.millrace.query.row.RowError;
import io.millrace.query.row.RowLabels;
import io.millrace.query.row.RowStage;
import io.millrace.query.value.ValueSyntaxException;

/// Tests a label as a number. A row without the label goes, whatever went wrong with it before; a
/// row whose label is no number stays, with an error.
record NumberStage(int name, NumberReader reader, Comparison comparison, double wanted)
    implements RowStage {
  @Override
  public boolean apply(Row row) {
    RowLabels labels = row.labels();
    int entry = labels.slot(name);
    if (entry < 0) {
      return false;
    }
    try {
      return compare(reader.read(labels.text(entry), labels.start(entry), labels.length(entry)));
    } catch (ValueSyntaxException e) {
      row.setError(RowError.LABEL_FILTER, String.valueOf(e.getMessage()));
      return true;
    }
  }

  private boolean compare(double value) {
    return switch (comparison) {
      case EQUAL -> value == wanted;
      case NOT_EQUAL -> value != wanted;
      case GREATER -> value > wanted;
      case GREATER_OR_EQUAL -> value >= wanted;
      case LESS -> value < wanted;
      case LESS_OR_EQUAL -> value <= wanted;
    };
  }
}
