/// Where the rows of a query come from.
///
/// ```
///                ┌─ ObjectRows   objects below each partition's watermark (catalog, bucket, caches)
/// RowSources ─┬─ StoredRows
///             │  └─ RecentRows   the ingesters' memory at and above it, over HTTP
///             └─ MemoryRows      slices that somebody put there
/// ```
///
/// A [RowSource] speaks for one tenant; [TenantUnion] makes one of several.
///
/// Each offset of `logs` is read from one place: below the watermark that the catalog shows from
/// objects, at or above it from the ingester that owns the partition. The ingester says which
/// offsets its answer covers; where that does not meet the watermark, the catalog is read again and
/// the question repeated, and in the end the query fails: there is never a silent hole.
@NullMarked
package io.millrace.query.source;

import org.jspecify.annotations.NullMarked;
