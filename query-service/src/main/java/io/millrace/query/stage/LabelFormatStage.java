package io.millrace.query.stage;

import io.millrace.query.row.Category;
import io.millrace.query.row.Row;
import io.millrace.query.row.RowError;
import io.millrace.query.row.RowLabels;
import io.millrace.query.row.RowStage;
import io.millrace.query.template.Template;
import io.millrace.query.template.TemplateException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `| label_format a=b, c="{{.d}}"`: renames and templates in their order; but all templates see
/// the labels as they were when the first of them ran.
public final class LabelFormatStage implements RowStage {
  private final List<Step> steps;
  private final int firstTemplate;
  private final byte[][] outputs;
  private final int[] starts;
  private final int[] lengths;

  /// Sets `target` from the label `source`, which goes away, or from a template.
  public record Step(int target, int source, Template.@Nullable Runner template) {}

  public LabelFormatStage(List<Step> steps) {
    this.steps = List.copyOf(steps);
    int first = 0;
    while (first < steps.size() && steps.get(first).template() == null) {
      first++;
    }
    this.firstTemplate = first;
    this.outputs = new byte[steps.size()][];
    this.starts = new int[steps.size()];
    this.lengths = new int[steps.size()];
  }

  @Override
  public boolean apply(Row row) {
    for (int i = 0; i < firstTemplate; i++) {
      rename(row.labels(), steps.get(i));
    }
    for (int i = firstTemplate; i < steps.size(); i++) {
      Template.Runner template = steps.get(i).template();
      if (template != null) {
        run(row, i, template);
      }
    }
    for (int i = firstTemplate; i < steps.size(); i++) {
      Step step = steps.get(i);
      if (step.template() == null) {
        rename(row.labels(), step);
      } else if (starts[i] >= 0) {
        row.labels().set(Category.PARSED, step.target(), outputs[i], starts[i], lengths[i]);
      }
    }
    return true;
  }

  private void run(Row row, int index, Template.Runner template) {
    try {
      starts[index] = template.run(row);
      lengths[index] = row.scratch().position() - starts[index];
      outputs[index] = row.scratch().bytes();
    } catch (TemplateException e) {
      starts[index] = -1;
      row.setError(RowError.TEMPLATE, String.valueOf(e.getMessage()));
    }
  }

  private static void rename(RowLabels labels, Step step) {
    int entry = labels.slot(step.source());
    if (entry >= 0) {
      labels.set(
          Category.PARSED,
          step.target(),
          labels.text(entry),
          labels.start(entry),
          labels.length(entry));
      if (step.target() != step.source()) {
        labels.remove(step.source());
      }
    }
  }
}
