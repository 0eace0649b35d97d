package io.millrace.store.page;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Parquet's DELTA_BINARY_PACKED: blocks of 128 differences, four miniblocks of 32 each with its
/// own bit width. Differences wrap, so every sequence of longs has an encoding; a sequence of
/// non-negative ints has the same one as INT32.
public final class DeltaPacking {
  private static final int BLOCK = 128;
  private static final int MINIBLOCK = 32;
  private static final int MINIBLOCKS = BLOCK / MINIBLOCK;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private DeltaPacking() {}

  /// Appends `values[0] … values[count - 1]`.
  public static void encode(long[] values, int count, GrowingBytes out) {
    out.putVarint(BLOCK);
    out.putVarint(MINIBLOCKS);
    out.putVarint(count);
    out.putZigZag(count == 0 ? 0 : values[0]);
    long[] deltas = new long[BLOCK];
    for (int at = 1; at < count; at += BLOCK) {
      encodeBlock(values, at, Math.min(BLOCK, count - at), deltas, out);
    }
  }

  private static void encodeBlock(
      long[] values, int at, int count, long[] deltas, GrowingBytes out) {
    long min = Long.MAX_VALUE;
    for (int i = 0; i < count; i++) {
      long delta = values[at + i] - values[at + i - 1];
      deltas[i] = delta;
      min = Math.min(min, delta);
    }
    for (int i = 0; i < count; i++) {
      deltas[i] -= min;
    }
    Arrays.fill(deltas, count, BLOCK, 0);
    out.putZigZag(min);
    int widths = out.length();
    out.putInt(0);
    for (int mini = 0; mini < MINIBLOCKS && mini * MINIBLOCK < count; mini++) {
      int from = mini * MINIBLOCK;
      long union = 0;
      for (int i = from; i < from + MINIBLOCK; i++) {
        union |= deltas[i];
      }
      int width = Long.SIZE - Long.numberOfLeadingZeros(union);
      out.array()[widths + mini] = (byte) width;
      if (width > 0) {
        pack(deltas, from, width, out);
      }
    }
  }

  private static void pack(long[] deltas, int from, int width, GrowingBytes out) {
    long pending = 0;
    int bits = 0;
    for (int i = from; i < from + MINIBLOCK; i++) {
      long value = deltas[i];
      pending |= value << bits;
      bits += width;
      if (bits >= Long.SIZE) {
        out.putLong(pending);
        bits -= Long.SIZE;
        pending = bits == 0 ? 0 : value >>> (width - bits);
      }
    }
    if (bits > 0) {
      out.putInt((int) pending); // 32 values are whole ints
    }
  }

  /// Decodes exactly `count` values; returns where the encoding ends. `what` names the page in
  /// errors.
  public static int decode(String what, byte[] bytes, int from, int end, long[] values, int count)
      throws CorruptObjectException {
    ByteCursor in = new ByteCursor(what, bytes, from, end);
    if (in.varint() != BLOCK || in.varint() != MINIBLOCKS) {
      throw in.corrupt("blocks are not of 128 values in 4 miniblocks");
    }
    long found = in.varint();
    if (found != count) {
      throw in.corrupt("%d values, not %d".formatted(found, count));
    }
    long last = in.zigZag();
    if (count > 0) {
      values[0] = last;
    }
    for (int at = 1; at < count; at += BLOCK) {
      long min = in.zigZag();
      int widths = in.skip(MINIBLOCKS);
      for (int mini = at; mini < Math.min(count, at + BLOCK); mini += MINIBLOCK) {
        int width = bytes[widths + (mini - at) / MINIBLOCK];
        if (width < 0 || width > Long.SIZE) {
          throw in.corrupt("bit width " + width);
        }
        int data = in.skip(width * MINIBLOCK / Byte.SIZE);
        int upTo = Math.min(count, mini + MINIBLOCK);
        unpack(bytes, data, width, values, mini, upTo);
        for (int i = mini; i < upTo; i++) {
          last += values[i] + min;
          values[i] = last;
        }
      }
    }
    return in.position();
  }

  private static void unpack(byte[] bytes, int data, int width, long[] values, int from, int upTo) {
    if (width == 0) {
      Arrays.fill(values, from, upTo, 0);
      return;
    }
    int needed = width * MINIBLOCK / Byte.SIZE;
    byte[] source = bytes;
    int start = data;
    if (data + needed + Long.BYTES > bytes.length) {
      source = Arrays.copyOf(Arrays.copyOfRange(bytes, data, data + needed), needed + Long.BYTES);
      start = 0;
    }
    long mask = -1L >>> (Long.SIZE - width);
    int bit = start * Byte.SIZE;
    if (start > Integer.MAX_VALUE / Byte.SIZE - needed || width > Long.SIZE - Byte.SIZE) {
      unpackWide(source, start, width, values, from, upTo);
      return;
    }
    for (int i = from; i < upTo; i++, bit += width) {
      values[i] = ((long) LONG.get(source, bit >>> 3) >>> (bit & 7)) & mask;
    }
  }

  /// Any width, any position: the low and the high part of a value on their own.
  private static void unpackWide(
      byte[] source, int start, int width, long[] values, int from, int upTo) {
    int low = width / 2;
    int high = width - low;
    for (int i = from; i < upTo; i++) {
      long bit = (long) start * Byte.SIZE + (long) (i - from) * width;
      values[i] = bits(source, bit, low) | (bits(source, bit + low, high) << low);
    }
  }

  private static long bits(byte[] source, long bit, int width) {
    long word = (long) LONG.get(source, (int) (bit >>> 3));
    return (word >>> (bit & 7)) & ((1L << width) - 1);
  }
}
