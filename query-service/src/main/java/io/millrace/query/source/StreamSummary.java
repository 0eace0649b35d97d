package io.millrace.query.source;

import io.millrace.schemas.model.Labels;

/// What one place has of one stream. `rawBytes` are those of its lines and metadata values, the
/// timestamps nanoseconds, both inclusive.
public record StreamSummary(
    Labels labels, long rows, long rawBytes, long minTimestamp, long maxTimestamp) {
  StreamSummary withLabels(Labels other) {
    return new StreamSummary(other, rows, rawBytes, minTimestamp, maxTimestamp);
  }
}
