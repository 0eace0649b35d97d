package io.millrace.query.metric;

import io.millrace.schemas.model.Labels;

/// One series of a metric answer: at step `steps[i]` of the grid it has the value `values[i]`.
/// Steps ascend; a step that is missing has no sample, which is not the same as NaN. The arrays
/// belong to the series and are not changed.
public record Series(Labels labels, int[] steps, double[] values) {
  public int points() {
    return steps.length;
  }

  Series withLabels(Labels other) {
    return new Series(other, steps, values);
  }
}
