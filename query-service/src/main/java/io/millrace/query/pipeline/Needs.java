package io.millrace.query.pipeline;

import io.millrace.query.row.Projection;
import java.util.List;

/// What the consumer of a pipeline wants to know of each row.
///
/// @param labels which labels tell the series apart. `By` also lets parsers skip every other label,
///   and so skip the errors behind the last label found; Loki does the same for a range aggregation
///   with its own `by`, and for `sum` directly over `count_over_time`, `rate`, `bytes_over_time`,
///   `bytes_rate` and `sum_over_time`. Others have to ask for all labels
/// @param line what of the line is read
public record Needs(Projection labels, LineUse line) {
  /// What the consumer does with lines.
  public enum LineUse {
    /// Nothing: [io.millrace.query.row.Row#lineLength()] may be 0.
    NONE,
    /// Only their length.
    LENGTH,
    BYTES
  }

  /// A log query: every label with its category, and the line.
  public static Needs logQuery() {
    return new Needs(new Projection.Everything(), LineUse.BYTES);
  }

  /// A metric query whose series have all labels.
  public static Needs allLabels(LineUse line) {
    return new Needs(new Projection.Without(List.of()), line);
  }

  /// A metric query grouped by labels; by none for one series.
  public static Needs by(List<String> names, LineUse line) {
    return new Needs(new Projection.By(names), line);
  }

  /// A metric query whose series have all labels but these.
  public static Needs without(List<String> names, LineUse line) {
    return new Needs(new Projection.Without(names), line);
  }
}
