package io.millrace.query.stage;

import io.millrace.query.row.Row;
import io.millrace.query.row.RowError;
import io.millrace.query.row.RowStage;
import io.millrace.query.template.Template;
import io.millrace.query.template.TemplateException;

/// `| line_format "{{.msg}}"`: the output of the template becomes the line. A row for which it
/// fails keeps its line.
public final class LineFormatStage implements RowStage {
  private final Template.Runner template;

  public LineFormatStage(Template.Runner template) {
    this.template = template;
  }

  @Override
  public boolean apply(Row row) {
    try {
      int from = template.run(row);
      row.setLine(row.scratch().bytes(), from, row.scratch().position() - from);
    } catch (TemplateException e) {
      row.setError(RowError.TEMPLATE, String.valueOf(e.getMessage()));
    }
    return true;
  }
}
