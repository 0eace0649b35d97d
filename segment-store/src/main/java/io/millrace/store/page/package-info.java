/// Parquet pages by hand: the encodings of our six leaf columns, their compression and checksums,
/// and the footer. The lowest package of the store: it knows bytes, not slices or objects.
///
/// The columns, in the order of the file, all required:
///
/// | Leaf | Type | Data pages | Codec |
/// |---|---|---|---|
/// | `timestamp` | INT64 TIMESTAMP(NANOS, UTC) | DELTA_BINARY_PACKED | none |
/// | `labels.key_value.key` | STRING | RLE_DICTIONARY | the object's |
/// | `labels.key_value.value` | STRING | RLE_DICTIONARY | the object's |
/// | `line` | STRING | DELTA_LENGTH_BYTE_ARRAY | the object's |
/// | `metadata.key_value.key` | STRING | RLE_DICTIONARY | the object's |
/// | `metadata.key_value.value` | STRING | DELTA_LENGTH_BYTE_ARRAY, or RLE_DICTIONARY where a slice has at most 64 distinct values | the object's |
///
/// ```
/// Page      ─▶ PageHeader (Thrift compact, with CRC32 of the body), body
/// timestamp ─▶ deltas
/// line      ─▶ deltas of the lengths, the lines end to end
/// map leaf  ─▶ length u32, repetition levels, length u32, definition levels, values
/// ids       ─▶ width u8, hybrid runs
/// ```
///
/// Pages are V1, for V2 keeps the repetition levels out of the compression and labels would cost
/// most of a byte for each row. The levels of a map have one bit: a row without pairs is one entry
/// of definition 0. Constant label maps are not written row by row:
/// [io.millrace.store.page.MapRuns] tiles the bits of a run, and so a metadata key that is on every
/// row costs nothing and its value (`detected_level`) two bits before compression.
///
/// Fixed-width integers are little-endian; a varint is unsigned LEB128, zigzag where it is signed.
@NullMarked
package io.millrace.store.page;

import org.jspecify.annotations.NullMarked;
