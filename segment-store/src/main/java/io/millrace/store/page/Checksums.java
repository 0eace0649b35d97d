package io.millrace.store.page;

import java.util.zip.CRC32C;

/// The checksum of everything that is ours; Parquet's own pages carry CRC32 as well.
public final class Checksums {
  private Checksums() {}

  public static int crc32c(byte[] bytes, int at, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, at, length);
    return (int) crc.getValue();
  }

  /// Compares the sum of the bytes.
  ///
  /// @throws CorruptObjectException if the sum of the bytes is not `expected`
  public static void check(String what, byte[] bytes, int at, int length, int expected)
      throws CorruptObjectException {
    int found = crc32c(bytes, at, length);
    if (found != expected) {
      throw new CorruptObjectException(
          "%s is corrupt: crc32c of %d bytes is %08x, not %08x"
              .formatted(what, length, found, expected));
    }
  }
}
