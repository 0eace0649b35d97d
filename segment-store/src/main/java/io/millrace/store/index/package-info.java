/// The index of an object: its streams, its slices, and where everything lies. Version 1.
///
/// It lies between Parquet's page indexes and the Parquet footer, where other readers step over it:
///
/// ```
/// Index     ─▶ Filter, FilterSums, Slices, Streams, Postings, Entries (metadata keys),
///              Entries (metadata values), Directory
///
/// Filter    ─▶ the bitsets of the slices, bit-sliced; see io.millrace.store.filter
/// FilterSums─▶ (crc32c u32)^blocks, for each 16 KiB of Filter
///
/// Slices    ─▶ n, rows^n, (minTimestamp zigzag, delta to the slice before;
///              maxTimestamp - minTimestamp)^n, rawBytes^n, flags^n: u8,
///              for each leaf: (headerLength, bodyLength, plainLength, values)^n,
///                             (crc32c u32)^n
/// flags     ─▶ bits 0-5: log2 of the filter's bits (0: none), bit 6: metadata values are
///              ids into their dictionary, bit 7: the text holds U+017F or U+212A
///
/// Streams   ─▶ n, rows^n, (minTimestamp zigzag, delta; maxTimestamp - minTimestamp)^n,
///              rawBytes^n, (pairs, (name, value)^pairs)^n: numbers in Postings
/// Postings  ─▶ names, (text, values, (text, length, RoaringBitmap)^values)^names
/// Entries   ─▶ n, text^n
/// text      ─▶ length, UTF-8
///
/// Directory ─▶ magic "MRIX", version u32 = 1, codec u32,
///              rows i64, rawBytes i64, minTimestamp i64, maxTimestamp i64,
///              for each leaf: (dictionary page i64, first data page i64),
///              for each part: (position i64, length i64, plainLength u32, crc32c u32),
///              crc32c u32 of the Parquet footer, crc32c u32 of all before it
/// ```
///
/// Numbers are varints unless a width is given, fixed widths are little-endian, positions count
/// from the beginning of the file. `rawBytes` are the bytes of lines and metadata values. Streams
/// ascend by the text of their labels and own consecutive rows; a slice holds consecutive rows too,
/// so which streams are in it follows from the row numbers. Names and values in Postings ascend (by
/// UTF-16, as Java's strings do); a RoaringBitmap is its portable serialization, over numbers of
/// streams. All parts but the filter are one zstd frame each, or plain where that is not longer;
/// `crc32c` covers the bytes as stored.
///
/// The directory has a fixed size and ends where the footer begins, whose length Parquet puts at
/// the very end: one ranged read of the end finds everything. The footer's key-values
/// ([SelfDescription]) hold the format version (`millrace.format`), tenant, segments, counts and
/// the index's position: the catalog can be built from a bucket alone. As Parquet has no checksum
/// of the footer, the directory has it.
///
/// A version never changes once a release has written it: a new layout is a new version with its
/// own reader, and a file of each stays in `src/test/resources/golden` for ever.
@NullMarked
package io.millrace.store.index;

import org.jspecify.annotations.NullMarked;
