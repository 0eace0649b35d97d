package io.millrace.store.page;

import java.util.Arrays;

/// Parquet's RLE / bit-packed hybrid: writes one run of either kind, reads any sequence of them.
public final class HybridRuns {
  private final GrowingBytes out;
  private final int width;
  private final int end;
  private long pending;
  private int bits;

  /// Begins one bit-packed run of exactly `values` values.
  HybridRuns(GrowingBytes out, int width, int values) {
    this.out = out;
    this.width = width;
    int groups = Math.ceilDiv(values, 8);
    out.putVarint(((long) groups << 1) | 1);
    this.end = out.length() + groups * width;
  }

  /// One value, `count` times.
  static void writeRepeated(GrowingBytes out, int value, int width, int count) {
    if (count == 0) {
      return;
    }
    out.putVarint((long) count << 1);
    for (int shift = 0; shift < width; shift += 8) {
      out.write(value >>> shift);
    }
  }

  /// Appends the width, then `ids[0] … ids[count - 1]` as one run: what the values of a page with a
  /// dictionary of `dictionarySize` entries are.
  public static void writeIds(int[] ids, int count, int dictionarySize, GrowingBytes out) {
    int width = width(dictionarySize);
    out.write(width);
    for (int i = 1; i < count; i++) {
      if (ids[i] != ids[0]) {
        HybridRuns packed = new HybridRuns(out, width, count);
        packed.tile(ids, 0, count, 1);
        packed.finish();
        return;
      }
    }
    writeRepeated(out, count == 0 ? 0 : ids[0], width, count);
  }

  /// The bits of an id; at least one, for readers differ about none.
  static int width(int dictionarySize) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(1, dictionarySize - 1));
  }

  /// Appends `pattern[from] … pattern[from + length - 1]`, `times` times over.
  ///
  /// Eight times the pattern is a whole number of bytes, so the bits repeat with that period at any
  /// bit offset. After one period, and enough more that all bytes to copy are the pattern's own,
  /// the rest is a copy of what stands one period before.
  void tile(int[] pattern, int from, int length, int times) {
    int period = length * width;
    if (period == 0) {
      return;
    }
    int slow = Math.min(times, 8 + Math.ceilDiv(8, period));
    putTimes(pattern, from, length, slow);
    int copy = (times - slow) / 8 * period;
    if (copy > 0) {
      byte[] array = out.reserve(copy);
      int at = out.length();
      for (int done = 0; done < copy; ) {
        int step = Math.min(copy - done, period + done);
        System.arraycopy(array, at - period, array, at + done, step);
        done += step;
      }
      out.length(at + copy);
    }
    putTimes(pattern, from, length, (times - slow) % 8);
  }

  /// Writes the bits that are left and pads the last group.
  void finish() {
    while (bits > 0) {
      out.write((int) pending);
      pending >>>= 8;
      bits -= 8;
    }
    int missing = end - out.length();
    Arrays.fill(out.reserve(missing), out.length(), end, (byte) 0);
    out.length(end);
  }

  private void putTimes(int[] pattern, int from, int length, int times) {
    for (int time = 0; time < times; time++) {
      for (int i = from; i < from + length; i++) {
        pending |= (long) pattern[i] << bits;
        bits += width;
        while (bits >= 8) {
          out.write((int) pending);
          pending >>>= 8;
          bits -= 8;
        }
      }
    }
  }

  /// Reads exactly `count` values of `width` bits into `values`.
  public static void read(ByteCursor in, byte[] bytes, int width, int[] values, int count)
      throws CorruptObjectException {
    for (int at = 0; at < count; ) {
      long header = in.varint();
      long length = (header & 1) == 0 ? header >>> 1 : (header >>> 1) * 8;
      if (length <= 0 || length > (long) count - at + 7) {
        throw in.corrupt("a run of %d values where %d are left".formatted(length, count - at));
      }
      int upTo = (int) Math.min(count, at + length);
      if ((header & 1) == 0) {
        int value = 0;
        for (int shift = 0; shift < width; shift += 8) {
          value |= in.u8() << shift;
        }
        Arrays.fill(values, at, upTo, value);
      } else {
        unpack(bytes, in.skip((int) (length / 8 * width)), width, values, at, upTo);
      }
      at = upTo;
    }
  }

  private static void unpack(byte[] bytes, int from, int width, int[] values, int at, int upTo) {
    long pending = 0;
    int bits = 0;
    int next = from;
    long mask = (1L << width) - 1;
    for (int i = at; i < upTo; i++) {
      while (bits < width) {
        pending |= (bytes[next++] & 0xffL) << bits;
        bits += 8;
      }
      values[i] = (int) (pending & mask);
      pending >>>= width;
      bits -= width;
    }
  }
}
