package io.millrace.schemas.model;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Validity of UTF-8 in byte ranges. ASCII passes eight bytes at a time.
public final class Utf8 {
  /// The bytes of U+FFFD, which stands for what is not valid.
  private static final byte[] REPLACEMENT = {(byte) 0xEF, (byte) 0xBF, (byte) 0xBD};

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long HIGH_BITS = 0x8080808080808080L;

  private Utf8() {}

  /// The position of the first byte that is not part of a valid sequence (as RFC 3629 has it: no
  /// overlong form, no surrogate, nothing above U+10FFFF), or -1 where all of `[offset, offset +
  /// length)` is valid.
  public static int firstInvalid(byte[] data, int offset, int length) {
    int at = offset;
    int end = offset + length;
    while (at < end) {
      at = skipAscii(data, at, end);
      if (at == end) {
        return -1;
      }
      int width = sequence(data, at, end);
      if (width == 0) {
        return at;
      }
      at += width;
    }
    return -1;
  }

  /// How many bytes [#repair] writes for this range.
  public static int repairedLength(byte[] data, int offset, int length) {
    int size = 0;
    int end = offset + length;
    for (int at = offset; at < end; ) {
      int width = sequence(data, at, end);
      size += width == 0 ? REPLACEMENT.length : width;
      at += Math.max(1, width);
    }
    return size;
  }

  /// Copies the range to `out` at `to` with U+FFFD in the place of each invalid byte, as Go does
  /// it, and returns the position behind the last byte written.
  public static int repair(byte[] data, int offset, int length, byte[] out, int to) {
    int end = offset + length;
    int written = to;
    for (int at = offset; at < end; ) {
      int width = sequence(data, at, end);
      if (width == 0) {
        System.arraycopy(REPLACEMENT, 0, out, written, REPLACEMENT.length);
        written += REPLACEMENT.length;
        at++;
      } else {
        System.arraycopy(data, at, out, written, width);
        written += width;
        at += width;
      }
    }
    return written;
  }

  private static int skipAscii(byte[] data, int from, int end) {
    int at = from;
    while (at + 32 <= end) {
      long seen =
          (long) LONG.get(data, at)
              | (long) LONG.get(data, at + 8)
              | (long) LONG.get(data, at + 16)
              | (long) LONG.get(data, at + 24);
      if ((seen & HIGH_BITS) != 0) {
        break;
      }
      at += 32;
    }
    while (at + 8 <= end) {
      long high = (long) LONG.get(data, at) & HIGH_BITS;
      if (high != 0) {
        return at + (Long.numberOfTrailingZeros(high) >>> 3);
      }
      at += 8;
    }
    while (at < end && data[at] >= 0) {
      at++;
    }
    return at;
  }

  /// The width of the valid sequence that begins at `at`, or 0 where none does.
  private static int sequence(byte[] data, int at, int end) {
    int first = data[at];
    if (first >= 0) {
      return 1;
    }
    int lead = first & 0xFF;
    if (lead < 0xC2 || lead > 0xF4) {
      return 0;
    }
    if (lead < 0xE0) {
      return at + 1 < end && isContinuation(data[at + 1]) ? 2 : 0;
    }
    if (at + 2 >= end || !isContinuation(data[at + 1]) || !isContinuation(data[at + 2])) {
      return 0;
    }
    int second = data[at + 1] & 0xFF;
    if (lead < 0xF0) {
      boolean overlong = lead == 0xE0 && second < 0xA0;
      boolean surrogate = lead == 0xED && second >= 0xA0;
      return overlong || surrogate ? 0 : 3;
    }
    boolean overlong = lead == 0xF0 && second < 0x90;
    boolean tooHigh = lead == 0xF4 && second >= 0x90;
    return at + 3 >= end || !isContinuation(data[at + 3]) || overlong || tooHigh ? 0 : 4;
  }

  private static boolean isContinuation(byte b) {
    return (b & 0xC0) == 0x80;
  }
}
