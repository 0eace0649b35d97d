/// Rows in memory, columns side by side: the one shape in which log lines reach the query engine,
/// whether they come from an object of the bucket or from an ingester's memory.
///
/// [SliceCodec] puts a slice on a wire or into a file. Version 1:
///
/// ```
/// Frame    ─▶ magic "MRSL", version u8 = 1, plainLength u32, crc32c u32 of what follows,
///             Body as one raw LZ4 block
/// Body     ─▶ runs, (pairs, (name, value: text)^pairs, rows)^runs,
///             timestamps: deltas, line lengths: deltas, lines,
///             pairs of all rows; if not 0:
///               keys, text^keys, for each row: (pairs, key^pairs),
///               value lengths: deltas, values
/// deltas   ─▶ Parquet's DELTA_BINARY_PACKED
/// text     ─▶ length, UTF-8
/// ```
///
/// Numbers are varints unless a width is given; fixed widths are little-endian.
@NullMarked
package io.millrace.store.rows;

import org.jspecify.annotations.NullMarked;
