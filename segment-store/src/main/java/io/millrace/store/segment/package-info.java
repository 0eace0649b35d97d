/// From sorted rows to encoded pages: what an ingester sends through the topic `chunks`, and how a
/// flusher finds its way in it.
///
/// [TenantSegmentEncoder] fills a slice (256 KiB of lines and metadata values), encodes a page for
/// each leaf, builds the slice's text filter while the lines are in the cache, and goes on. What it
/// writes is one run of bytes, cut into payloads wherever one is full:
///
/// ```
/// Payloads ─▶ Slice^n, Dictionary^4, streams, postings, metadata keys, metadata values
/// Slice    ─▶ Page^6 in the order of the leaves, filter: 2^sizeLog2 / 8 bytes
/// ```
///
/// The last four are parts of the object's index, ready as they are; see [io.millrace.store.index].
/// Positions are in the summary only:
///
/// ```
/// Summary    ─▶ magic "MRSM", version u8 = 1, codec u8,
///               streams, rows, rawBytes: varint, minTimestamp, maxTimestamp: i64,
///               parts: varint, (length varint, crc32c u32)^parts,
///               Page^4 (dictionaries), (length, plainLength: varint)^4 (index parts),
///               length varint, slices (the index part, plain),
///               crc32c u32 of all before it
/// Page       ─▶ length, headerLength, plainLength, values: varint, crc32c u32
/// ```
///
/// The checksum of each payload is in the summary, so a payload of another segment or tenant, a
/// missing one and one too many are all told. The same rows give the same bytes: no clock, no
/// chance, no hash order goes in (a native codec of another version may write others).
///
/// The summary lives as long as a segment waits in `chunks`. A new layout is a new version, which a
/// flusher must read before an ingester writes it.
@NullMarked
package io.millrace.store.segment;

import org.jspecify.annotations.NullMarked;
