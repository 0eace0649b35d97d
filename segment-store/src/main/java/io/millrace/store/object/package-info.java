/// The object: one tenant's rows as a Parquet file with an index inside.
///
/// ```
/// Object ─▶ "PAR1",
///           for each leaf: dictionary page (where it has one), data page of each slice,
///           Parquet's column index of the timestamps, offset index of each leaf,
///           Index, footer (Thrift), footer length u32, "PAR1"
/// ```
///
/// One row group; a row group's dictionary is fixed before its first page, so pages of two segments
/// cannot share one, and compaction encodes anew. What a page is stands in
/// [io.millrace.store.page], the index in [io.millrace.store.index]. An object without rows has no
/// row group.
///
/// - Write: [ObjectAssembler] takes the payloads and the summary of
///   [io.millrace.store.segment.TenantSegmentEncoder] and lays them out, without decoding a page.
/// - Read: [ObjectReader] reads the index in one or two ranged reads, chooses slices by labels,
///   time and text, and gives them as [io.millrace.store.rows.Slice]s that fetch their pages when
///   asked.
/// - Look: [ObjectDescription] says what is in there, [ObjectVerifier] reads every byte.
///
/// Every byte that is used has been checked against a checksum first: what is corrupt is an
/// exception that says what was read and what was expected, and never a row.
@NullMarked
package io.millrace.store.object;

import org.jspecify.annotations.NullMarked;
