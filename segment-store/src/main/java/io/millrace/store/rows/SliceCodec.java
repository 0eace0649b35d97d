package io.millrace.store.rows;

import io.millrace.schemas.model.Label;
import io.millrace.schemas.model.Labels;
import io.millrace.store.page.ByteCursor;
import io.millrace.store.page.Checksums;
import io.millrace.store.page.Codec;
import io.millrace.store.page.Compressor;
import io.millrace.store.page.CorruptObjectException;
import io.millrace.store.page.DeltaPacking;
import io.millrace.store.page.GrowingBytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Slices on a wire or in a file: the ingester's answers to recent reads, and its spill files.
///
/// A frame is self-contained: [#encode] writes the rows of the slice's runs (and no others),
/// [#decode] gives a slice in memory. Frames carry no length of their own; who strings them
/// together frames them. The layout is in the tour of this package.
public final class SliceCodec {
  private static final int MAGIC = 0x4c53524d; // MRSL
  private static final int VERSION = 1;
  private static final int HEAD = 13;
  private static final int MAX_PLAIN = 1 << 30;

  private SliceCodec() {}

  /// The frame of the slice's rows.
  ///
  /// @throws IOException if a column of the slice cannot be read
  public static byte[] encode(Slice slice) throws IOException {
    GrowingBytes plain = new GrowingBytes((int) Math.min(MAX_PLAIN, slice.rawBytes() + 4096));
    writeRuns(slice, plain);
    writeTimestamps(slice, plain);
    writeLines(slice, plain);
    writeMetadata(slice, plain);
    GrowingBytes out = new GrowingBytes(plain.length() / 2 + HEAD);
    out.putInt(MAGIC);
    out.write(VERSION);
    out.putInt(plain.length());
    out.putInt(0);
    try (Compressor lz4 = Compressor.of(Codec.LZ4, 0, 0)) {
      lz4.compress(plain.array(), 0, plain.length(), out);
    }
    out.setInt(HEAD - 4, Checksums.crc32c(out.array(), HEAD, out.length() - HEAD));
    return out.toArray();
  }

  /// The slice of a frame.
  ///
  /// @throws CorruptObjectException if the bytes are not a frame of a known version
  public static MemorySlice decode(byte[] bytes, int at, int length) throws CorruptObjectException {
    ByteCursor head = new ByteCursor("slice frame", bytes, at, at + length);
    int magic = head.int32();
    if (magic != MAGIC) {
      throw head.corrupt("magic is %08x, not %08x".formatted(magic, MAGIC));
    }
    int version = head.u8();
    if (version != VERSION) {
      throw head.corrupt("version is %d, not %d".formatted(version, VERSION));
    }
    int plainLength = head.int32();
    if (plainLength < 0 || plainLength > MAX_PLAIN) {
      throw head.corrupt("%d bytes before compression".formatted(plainLength));
    }
    Checksums.check("slice frame", bytes, at + HEAD, length - HEAD, head.int32());
    byte[] plain = new byte[plainLength];
    Codec.LZ4.decompress(bytes, at + HEAD, length - HEAD, plain, plainLength);
    return read(new ByteCursor("slice frame", plain, 0, plainLength), plain);
  }

  private static void writeRuns(Slice slice, GrowingBytes out) {
    out.putVarint(slice.runs());
    for (int run = 0; run < slice.runs(); run++) {
      List<Label> pairs = slice.labels(run).pairs();
      out.putVarint(pairs.size());
      for (Label pair : pairs) {
        out.putText(pair.name());
        out.putText(pair.value());
      }
      out.putVarint((long) slice.endRow(run) - slice.firstRow(run));
    }
  }

  private static void writeTimestamps(Slice slice, GrowingBytes out) throws IOException {
    long[] all = slice.timestamps();
    long[] kept = new long[rows(slice)];
    int next = 0;
    for (int run = 0; run < slice.runs(); run++) {
      int count = slice.endRow(run) - slice.firstRow(run);
      System.arraycopy(all, slice.firstRow(run), kept, next, count);
      next += count;
    }
    DeltaPacking.encode(kept, kept.length, out);
  }

  private static void writeLines(Slice slice, GrowingBytes out) throws IOException {
    LineColumn lines = slice.lines();
    int[] offsets = lines.offsets();
    long[] lengths = new long[rows(slice)];
    int next = 0;
    for (int run = 0; run < slice.runs(); run++) {
      for (int row = slice.firstRow(run); row < slice.endRow(run); row++) {
        lengths[next++] = lines.length(row);
      }
    }
    DeltaPacking.encode(lengths, lengths.length, out);
    for (int run = 0; run < slice.runs(); run++) {
      int from = offsets[slice.firstRow(run)];
      out.write(lines.bytes(), from, offsets[slice.endRow(run)] - from);
    }
  }

  private static void writeMetadata(Slice slice, GrowingBytes out) throws IOException {
    MetadataColumn metadata = slice.metadata();
    int[] firstPair = metadata.firstPair();
    int[] offsets = metadata.valueOffsets();
    int pairs = 0;
    for (int run = 0; run < slice.runs(); run++) {
      pairs += firstPair[slice.endRow(run)] - firstPair[slice.firstRow(run)];
    }
    out.putVarint(pairs);
    if (pairs == 0) {
      return;
    }
    out.putVarint(metadata.keys().length);
    for (byte[] key : metadata.keys()) {
      out.putVarint(key.length);
      out.write(key);
    }
    long[] lengths = new long[pairs];
    int next = 0;
    for (int run = 0; run < slice.runs(); run++) {
      for (int row = slice.firstRow(run); row < slice.endRow(run); row++) {
        out.putVarint((long) firstPair[row + 1] - firstPair[row]);
        for (int pair = firstPair[row]; pair < firstPair[row + 1]; pair++) {
          out.putVarint(metadata.keyIds()[pair]);
          lengths[next++] = (long) offsets[pair + 1] - offsets[pair];
        }
      }
    }
    DeltaPacking.encode(lengths, pairs, out);
    for (int run = 0; run < slice.runs(); run++) {
      int from = offsets[firstPair[slice.firstRow(run)]];
      int to = offsets[firstPair[slice.endRow(run)]];
      out.write(metadata.values(), from, to - from);
    }
  }

  private static int rows(Slice slice) {
    int rows = 0;
    for (int run = 0; run < slice.runs(); run++) {
      rows += slice.endRow(run) - slice.firstRow(run);
    }
    return rows;
  }

  private static MemorySlice read(ByteCursor in, byte[] plain) throws CorruptObjectException {
    int runs = in.count(in.remaining());
    List<Labels> labels = new ArrayList<>();
    int[] firstRows = new int[runs];
    int[] endRows = new int[runs];
    int rows = 0;
    for (int run = 0; run < runs; run++) {
      List<Label> pairs = new ArrayList<>();
      for (int left = in.count(in.remaining()); left > 0; left--) {
        pairs.add(new Label(in.text(), in.text()));
      }
      labels.add(Labels.of(pairs));
      firstRows[run] = rows;
      rows += in.count(Integer.MAX_VALUE / 16 - rows);
      endRows[run] = rows;
    }
    long[] timestamps = numbers(in, plain, rows);
    int[] offsets = offsets(in, numbers(in, plain, rows));
    LineColumn lines = new LineColumn(texts(in, plain, offsets[rows]), offsets);
    MetadataColumn metadata = readMetadata(in, plain, rows);
    in.end();
    return new MemorySlice(labels, firstRows, endRows, timestamps, lines, metadata);
  }

  private static MetadataColumn readMetadata(ByteCursor in, byte[] plain, int rows)
      throws CorruptObjectException {
    int pairs = in.count(in.remaining());
    if (pairs == 0) {
      return MetadataColumn.none(rows);
    }
    byte[][] keys = new byte[in.count(in.remaining())][];
    for (int i = 0; i < keys.length; i++) {
      int length = in.count(in.remaining());
      int at = in.skip(length);
      keys[i] = Arrays.copyOfRange(plain, at, at + length);
    }
    int[] firstPair = new int[rows + 1];
    int[] keyIds = new int[pairs];
    int next = 0;
    for (int row = 0; row < rows; row++) {
      firstPair[row] = next;
      for (int left = in.count(pairs - next); left > 0; left--) {
        keyIds[next++] = in.count(keys.length - 1);
      }
    }
    firstPair[rows] = next;
    if (next != pairs) {
      throw in.corrupt("%d pairs, not %d".formatted(next, pairs));
    }
    int[] offsets = offsets(in, numbers(in, plain, pairs));
    return new MetadataColumn(firstPair, keyIds, keys, texts(in, plain, offsets[pairs]), offsets);
  }

  private static long[] numbers(ByteCursor in, byte[] plain, int count)
      throws CorruptObjectException {
    long[] numbers = new long[count];
    int from = in.position();
    int end =
        DeltaPacking.decode("slice frame", plain, from, from + in.remaining(), numbers, count);
    in.skip(end - from);
    return numbers;
  }

  private static int[] offsets(ByteCursor in, long[] lengths) throws CorruptObjectException {
    int[] offsets = new int[lengths.length + 1];
    long at = 0;
    for (int i = 0; i < lengths.length; i++) {
      at += lengths[i];
      if (lengths[i] < 0 || at > in.remaining()) {
        throw in.corrupt("text %d has %d bytes".formatted(i, lengths[i]));
      }
      offsets[i + 1] = (int) at;
    }
    return offsets;
  }

  /// Texts with the padding that columns promise.
  private static byte[] texts(ByteCursor in, byte[] plain, int length)
      throws CorruptObjectException {
    int at = in.skip(length);
    return Arrays.copyOf(Arrays.copyOfRange(plain, at, at + length), length + LineColumn.PADDING);
  }
}
