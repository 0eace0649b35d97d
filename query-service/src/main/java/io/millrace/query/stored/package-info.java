/// The rows of a running Millrace: what is published in the bucket, and what the ingesters hold.
///
/// ```
/// StoredRows ─┬─ ObjectRows   catalog ─▶ objects ─▶ index (cached) ─▶ slices
///             │     └─ PageCache    bytes of objects in memory
///             └─ RecentRows   partitions ─▶ owners ─▶ IngesterClient ─▶ frames
/// ```
///
/// One reading: [StoredRows] takes a snapshot of the catalog and asks the ingesters for everything
/// from each partition's watermark on. An answer says which offsets it covers. If the ingester has
/// let go of rows that the snapshot does not have yet, [StaleCatalogException] sends [StoredRows]
/// back for a newer snapshot; a partition that nobody can speak for is asked for again until
/// `query.recent.timeout` is over, and then the query fails.
@NullMarked
package io.millrace.query.stored;

import org.jspecify.annotations.NullMarked;
