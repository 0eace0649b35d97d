package io.millrace.store.index;

import java.util.Locale;

/// The parts of the index, in the order of the file and of the directory.
public enum IndexPart {
  /// The bit-sliced text filter: plain, checked block by block.
  FILTER(0),
  /// CRC32C of each block of [#FILTER].
  FILTER_SUMS(1),
  SLICES(2),
  STREAMS(3),
  POSTINGS(4),
  /// The keys of the metadata column, by their id in the dictionary.
  METADATA_KEYS(5),
  /// Those values of the metadata column that stand in its dictionary, by id.
  METADATA_VALUES(6);

  private final int number;

  IndexPart(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  /// The name in errors.
  public String label() {
    return "index part " + name().toLowerCase(Locale.ROOT);
  }

  /// Where a part lies: `length` bytes at `at` of the file, `plainLength` when decompressed (as
  /// zstd; equal lengths mean that it is not compressed), and CRC32C over the bytes as stored.
  public record Location(long at, long length, int plainLength, int crc32c) {}
}
