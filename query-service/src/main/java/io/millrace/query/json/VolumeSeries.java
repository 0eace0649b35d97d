package io.millrace.query.json;

import io.millrace.schemas.model.Label;
import java.util.List;

/// Bytes over time: at `millis[i]` since the epoch it is `bytes[i]`. The labels can have empty
/// values. The arrays belong to the record.
public record VolumeSeries(List<Label> labels, long[] millis, double[] bytes) {
  public VolumeSeries {
    labels = List.copyOf(labels);
  }
}
