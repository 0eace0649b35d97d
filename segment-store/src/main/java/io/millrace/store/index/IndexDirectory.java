package io.millrace.store.index;

import io.millrace.store.page.ByteCursor;
import io.millrace.store.page.Checksums;
import io.millrace.store.page.Codec;
import io.millrace.store.page.CorruptObjectException;
import io.millrace.store.page.GrowingBytes;
import io.millrace.store.page.Leaf;
import java.util.ArrayList;
import java.util.List;

/// The fixed-size record in front of the Parquet footer from which all else is found. It holds the
/// footer's checksum too, for Parquet gives it none.
///
/// `firstPages` is the position of each leaf's first data page, `dictionaries` that of its
/// dictionary page (equal to the first where it has none), `parts` in the order of [IndexPart].
public record IndexDirectory(
    Codec codec,
    long rows,
    long rawBytes,
    long minTimestamp,
    long maxTimestamp,
    List<Long> dictionaries,
    List<Long> firstPages,
    List<IndexPart.Location> parts,
    int footerCrc32c) {
  /// The version that is written.
  public static final int VERSION = 1;

  /// Bytes of a directory.
  public static final int BYTES = 12 + 32 + 6 * 16 + 7 * 24 + 8;

  private static final int MAGIC = 0x5849524d; // MRIX

  public IndexDirectory {
    dictionaries = List.copyOf(dictionaries);
    firstPages = List.copyOf(firstPages);
    parts = List.copyOf(parts);
  }

  public IndexPart.Location part(IndexPart part) {
    return parts.get(part.number());
  }

  public long firstPage(Leaf leaf) {
    return firstPages.get(leaf.number());
  }

  public long dictionary(Leaf leaf) {
    return dictionaries.get(leaf.number());
  }

  /// The record's bytes.
  public byte[] write() {
    GrowingBytes out = new GrowingBytes(BYTES);
    out.putInt(MAGIC);
    out.putInt(VERSION);
    out.putInt(codec.number());
    out.putLong(rows);
    out.putLong(rawBytes);
    out.putLong(minTimestamp);
    out.putLong(maxTimestamp);
    for (Leaf leaf : Leaf.ALL) {
      out.putLong(dictionary(leaf));
      out.putLong(firstPage(leaf));
    }
    for (IndexPart.Location part : parts) {
      out.putLong(part.at());
      out.putLong(part.length());
      out.putInt(part.plainLength());
      out.putInt(part.crc32c());
    }
    out.putInt(footerCrc32c);
    out.putInt(Checksums.crc32c(out.array(), 0, out.length()));
    return out.toArray();
  }

  /// Reads a record of [#BYTES] bytes at `at`.
  public static IndexDirectory read(byte[] bytes, int at) throws CorruptObjectException {
    ByteCursor in = new ByteCursor("index directory", bytes, at, at + BYTES);
    int magic = in.int32();
    if (magic != MAGIC) {
      throw in.corrupt("magic is %08x, not %08x".formatted(magic, MAGIC));
    }
    Checksums.check(
        "index directory",
        bytes,
        at,
        BYTES - 4,
        new ByteCursor("index directory", bytes, at + BYTES - 4, at + BYTES).int32());
    int version = in.int32();
    if (version != VERSION) {
      throw in.corrupt("version is %d, not %d".formatted(version, VERSION));
    }
    Codec codec = Codec.ofNumber(in.int32());
    long rows = in.int64();
    long rawBytes = in.int64();
    long minTimestamp = in.int64();
    long maxTimestamp = in.int64();
    List<Long> dictionaries = new ArrayList<>();
    List<Long> firstPages = new ArrayList<>();
    for (int i = 0; i < Leaf.ALL.size(); i++) {
      dictionaries.add(in.int64());
      firstPages.add(in.int64());
    }
    List<IndexPart.Location> parts = new ArrayList<>();
    for (int i = 0; i < IndexPart.values().length; i++) {
      parts.add(new IndexPart.Location(in.int64(), in.int64(), in.int32(), in.int32()));
    }
    return new IndexDirectory(
        codec,
        rows,
        rawBytes,
        minTimestamp,
        maxTimestamp,
        dictionaries,
        firstPages,
        parts,
        in.int32());
  }
}
