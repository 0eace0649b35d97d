/// The `chunks` topic: encoded pages on their way from the ingester that cut a segment to the
/// flusher that lays it in the bucket.
///
/// A segment is a run of records in one partition (the partition of `logs` it came from), written
/// in one transaction: for each tenant in ascending order the parts of its pages, then the tenant's
/// summary; at the end one [ChunkPart.Trailer]. What a payload holds is the business of
/// `io.millrace.store.segment`; here it is bytes.
@NullMarked
package io.millrace.schemas.chunks;

import org.jspecify.annotations.NullMarked;
