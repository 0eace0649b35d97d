package io.millrace.store.segment;

import io.millrace.store.index.SliceTable;
import io.millrace.store.page.ByteCursor;
import io.millrace.store.page.Checksums;
import io.millrace.store.page.Codec;
import io.millrace.store.page.CorruptObjectException;
import io.millrace.store.page.GrowingBytes;
import io.millrace.store.page.PageLocation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What the assembler must know of a tenant's payloads to lay them out as an object: how to cut
/// them into pages and filters, and that they are complete. The layout is in the tour of this
/// package.
///
/// `dictionaries` are the pages of the leaves that have one, in the order of the leaves;
/// `slicesPart` is the encoded slice table, which goes into the object as it is.
public record SegmentSummary(
    Codec codec,
    long streams,
    long rows,
    long rawBytes,
    long minTimestamp,
    long maxTimestamp,
    List<Part> parts,
    List<PageLocation> dictionaries,
    List<Block> blocks,
    byte[] slicesPart) {
  /// One payload.
  public record Part(int length, int crc32c) {}

  /// A block of the index behind the dictionaries, ready for the object: zstd, unless the lengths
  /// are equal.
  public record Block(int length, int plainLength) {}

  private static final int MAGIC = 0x4d53524d; // MRSM
  private static final int VERSION = 1;

  public SegmentSummary {
    parts = List.copyOf(parts);
    dictionaries = List.copyOf(dictionaries);
    blocks = List.copyOf(blocks);
  }

  /// The slices, decoded.
  public SliceTable slices() throws CorruptObjectException {
    return SliceTable.read(new ByteCursor("summary", slicesPart, 0, slicesPart.length));
  }

  byte[] write() {
    GrowingBytes out = new GrowingBytes(slicesPart.length + 256);
    out.putInt(MAGIC);
    out.write(VERSION);
    out.write(codec.number());
    out.putVarint(streams);
    out.putVarint(rows);
    out.putVarint(rawBytes);
    out.putLong(minTimestamp);
    out.putLong(maxTimestamp);
    out.putVarint(parts.size());
    for (Part part : parts) {
      out.putVarint(part.length());
      out.putInt(part.crc32c());
    }
    for (PageLocation page : dictionaries) {
      out.putVarint(page.length());
      out.putVarint(page.headerLength());
      out.putVarint(page.plainLength());
      out.putVarint(page.values());
      out.putInt(page.crc32c());
    }
    for (Block block : blocks) {
      out.putVarint(block.length());
      out.putVarint(block.plainLength());
    }
    out.putVarint(slicesPart.length);
    out.write(slicesPart);
    out.putInt(Checksums.crc32c(out.array(), 0, out.length()));
    return out.toArray();
  }

  /// Reads what the encoder returned.
  public static SegmentSummary read(byte[] bytes) throws CorruptObjectException {
    int end = bytes.length - 4;
    ByteCursor in = new ByteCursor("summary", bytes, 0, Math.max(0, end));
    int magic = in.int32();
    if (magic != MAGIC) {
      throw in.corrupt("magic is %08x, not %08x".formatted(magic, MAGIC));
    }
    int sum = new ByteCursor("summary", bytes, end, bytes.length).int32();
    Checksums.check("summary", bytes, 0, end, sum);
    int version = in.u8();
    if (version != VERSION) {
      throw in.corrupt("version is %d, not %d".formatted(version, VERSION));
    }
    Codec codec = Codec.ofNumber(in.u8());
    long streams = in.varint();
    long rows = in.varint();
    long rawBytes = in.varint();
    long minTimestamp = in.int64();
    long maxTimestamp = in.int64();
    List<Part> parts = new ArrayList<>();
    for (int count = in.count(in.remaining()); parts.size() < count; ) {
      parts.add(new Part(in.count(Integer.MAX_VALUE), in.int32()));
    }
    List<PageLocation> dictionaries = new ArrayList<>();
    while (dictionaries.size() < TenantSegmentEncoder.DICTIONARIES) {
      dictionaries.add(
          new PageLocation(
              in.count(Integer.MAX_VALUE),
              in.count(Integer.MAX_VALUE),
              in.count(Integer.MAX_VALUE),
              in.count(Integer.MAX_VALUE),
              in.int32()));
    }
    List<Block> blocks = new ArrayList<>();
    while (blocks.size() < TenantSegmentEncoder.BLOCKS) {
      blocks.add(new Block(in.count(Integer.MAX_VALUE), in.count(Integer.MAX_VALUE)));
    }
    int length = in.count(in.remaining());
    int at = in.skip(length);
    in.end();
    return new SegmentSummary(
        codec,
        streams,
        rows,
        rawBytes,
        minTimestamp,
        maxTimestamp,
        parts,
        dictionaries,
        blocks,
        Arrays.copyOfRange(bytes, at, at + length));
  }
}
