package io.millrace.store.page;

/// One page as the index knows it: `length` bytes (a header of `headerLength`, then the body),
/// CRC32C over all of them, `plainLength` the body's before compression. `values` is Parquet's
/// count of entries.
public record PageLocation(int length, int headerLength, int plainLength, int values, int crc32c) {}
