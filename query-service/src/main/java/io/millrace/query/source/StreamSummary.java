package io.millrace.query.source;

import io.millrace.schemas.model.Labels;

/// What one place has of one stream. `rawBytes` are those of its lines and metadata values, the
/// timestamps nanoseconds, both inclusive. `slices` is how many slices they stand in at most.
public record StreamSummary(
    Labels labels, long rows, long rawBytes, long minTimestamp, long maxTimestamp) {}
