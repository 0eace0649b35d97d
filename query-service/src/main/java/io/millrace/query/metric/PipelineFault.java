package io.millrace.query.metric;

import io.millrace.query.plan.QueryException;
import io.millrace.query.plan.QueryException.Reason;
import io.millrace.query.row.LabelSet;
import io.millrace.schemas.model.Labels;

/// A row that ends a metric query, because a stage failed on it and no filter dropped it.
///
/// @param step the first step whose window has it
record PipelineFault(int step, long timestamp, LabelSet labels) {
  /// The one to report: of the first step that fails, the latest row.
  static PipelineFault first(PipelineFault a, PipelineFault b) {
    if (a.step != b.step) {
      return a.step < b.step ? a : b;
    }
    return a.timestamp >= b.timestamp ? a : b;
  }

  QueryException toException() {
    String type = labels.get("__error__");
    return new QueryException(
        Reason.PIPELINE,
        """
        pipeline error: '%s' for series: '%s'.
        Use a label filter to intentionally skip this error. (e.g | __error__!="%s").
        To skip all potential errors you can match empty errors.(e.g __error__="")
        The label filter can also be specified after unwrap. (e.g | unwrap latency | __error__="" )
        """
            .formatted(type, Labels.text(labels.all()), type));
  }
}
