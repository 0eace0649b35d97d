package io.millrace.query.exec;

import io.millrace.schemas.model.Label;
import io.millrace.schemas.model.Labels;
import java.util.List;

/// The entries of a log answer that have the same labels, in the asked direction. The labels ascend
/// by name and can have empty values.
public record LogStream(List<Label> labels, List<LogEntry> entries) {
  public LogStream {
    labels = List.copyOf(labels);
    entries = List.copyOf(entries);
  }

  /// The labels as `{a="b", c="d"}`.
  public String text() {
    return Labels.text(labels);
  }
}
