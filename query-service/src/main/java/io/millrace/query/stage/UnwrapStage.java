package io.millrace.query.stage;

import io.millrace.logql.ast.Unwrap;
import io.millrace.query.row.Row;
import io.millrace.query.row.RowError;
import io.millrace.query.row.RowLabels;
import io.millrace.query.row.RowStage;
import io.millrace.query.value.ByteSize;
import io.millrace.query.value.GoDuration;
import io.millrace.query.value.GoFloat;
import io.millrace.query.value.ValueSyntaxException;

/// `| unwrap label`: the label becomes the value of the row. A row without the label goes; one
/// whose label cannot be read has the value 0 and an error.
public final class UnwrapStage implements RowStage {
  private final int name;
  private final Unwrap.Conversion conversion;

  public UnwrapStage(int name, Unwrap.Conversion conversion) {
    this.name = name;
    this.conversion = conversion;
  }

  @Override
  public boolean apply(Row row) {
    RowLabels labels = row.labels();
    int entry = labels.slot(name);
    if (entry < 0) {
      return false;
    }
    try {
      row.setValue(
          switch (conversion) {
            case NUMBER ->
                GoFloat.parse(labels.text(entry), labels.start(entry), labels.length(entry));
            case DURATION, DURATION_SECONDS ->
                GoDuration.seconds(GoDuration.parse(labels.string(entry)));
            case BYTES -> ByteSize.parse(labels.string(entry));
          });
    } catch (ValueSyntaxException e) {
      row.setValue(0);
      row.setError(RowError.SAMPLE, String.valueOf(e.getMessage()));
    }
    return true;
  }
}
