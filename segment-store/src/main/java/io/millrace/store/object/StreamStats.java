package io.millrace.store.object;

import io.millrace.schemas.model.Labels;

/// One stream of an object, from the index alone. `rawBytes` are those of its lines and metadata
/// values; the timestamps are nanoseconds, both inclusive.
public record StreamStats(
    Labels labels, long firstRow, long rows, long rawBytes, long minTimestamp, long maxTimestamp) {}
