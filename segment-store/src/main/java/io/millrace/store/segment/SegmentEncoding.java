package io.millrace.store.segment;

import io.millrace.store.page.Codec;

/// How rows become pages.
///
/// `level` is the codec's own (zstd 1 to 22, gzip 1 to 9; lz4 and snappy have none and ignore it).
/// `minMatch` is zstd's shortest match, 0 for what the level brings along. A slice ends before the
/// row that would bring its lines and metadata values over `sliceBytes`, or its rows over
/// `sliceRows`; a row that is larger than that has a slice of its own.
public record SegmentEncoding(Codec codec, int level, int minMatch, int sliceBytes, int sliceRows) {
  public static final int SLICE_BYTES = 256 << 10;
  public static final int SLICE_ROWS = 64 << 10;

  private static final int MAX_SLICE_BYTES = 16 << 20;
  private static final int MAX_SLICE_ROWS = 1 << 20;

  public SegmentEncoding {
    require(sliceBytes >= 1 && sliceBytes <= MAX_SLICE_BYTES, "slice bytes", sliceBytes);
    require(sliceRows >= 1 && sliceRows <= MAX_SLICE_ROWS, "slice rows", sliceRows);
    require(minMatch == 0 || (minMatch >= 3 && minMatch <= 7), "minMatch", minMatch);
    switch (codec) {
      case ZSTD -> require(level >= 1 && level <= 22, "zstd level", level);
      case GZIP -> require(level >= 1 && level <= 9, "gzip level", level);
      case LZ4, SNAPPY -> {}
    }
  }

  /// What an ingester uses: little CPU. `codec` is the tenant's or the service's `chunk.encoding`.
  public static SegmentEncoding flush(Codec codec) {
    return new SegmentEncoding(codec, codec == Codec.GZIP ? 6 : 1, 0, SLICE_BYTES, SLICE_ROWS);
  }

  /// What compaction uses: zstd at a higher level, once in the life of a row.
  public static SegmentEncoding compaction() {
    return new SegmentEncoding(Codec.ZSTD, 9, 6, SLICE_BYTES, SLICE_ROWS);
  }

  private static void require(boolean holds, String name, int found) {
    if (!holds) {
      throw new IllegalArgumentException(name + " out of range, found " + found);
    }
  }
}
