package io.millrace.query.regex;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Well-formed UTF-8, and what to do about the rest.
final class Utf8 {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long HIGHS = 0x8080808080808080L;

  private Utf8() {}

  static boolean isAscii(byte[] text, int start, int end) {
    int at = start;
    for (; at + 8 <= end; at += 8) {
      if (((long) LONG.get(text, at) & HIGHS) != 0) {
        return false;
      }
    }
    for (; at < end; at++) {
      if (text[at] < 0) {
        return false;
      }
    }
    return true;
  }

  static boolean isValid(byte[] text, int start, int end) {
    int at = start;
    while (at < end) {
      int length = text[at] >= 0 ? 1 : sequence(text, at, end);
      if (length == 0) {
        return false;
      }
      at += length;
    }
    return true;
  }

  /// Copies the text with U+FFFD for each byte that is not part of a well-formed sequence.
  ///
  /// @return the length of the copy; `target` must have room for three times the length
  static int repair(byte[] text, int start, int end, byte[] target) {
    int count = 0;
    int at = start;
    while (at < end) {
      int length = text[at] >= 0 ? 1 : sequence(text, at, end);
      if (length == 0) {
        target[count++] = (byte) 0xef;
        target[count++] = (byte) 0xbf;
        target[count++] = (byte) 0xbd;
        at++;
      } else {
        System.arraycopy(text, at, target, count, length);
        count += length;
        at += length;
      }
    }
    return count;
  }

  /// The length of the sequence that begins at `at`, or 0 if none does.
  private static int sequence(byte[] text, int at, int end) {
    int first = text[at] & 0xff;
    if (first < 0xc2 || first > 0xf4) {
      return first < 0x80 ? 1 : 0;
    }
    int length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    if (end - at < length) {
      return 0;
    }
    int low = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
    int high = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
    int second = text[at + 1] & 0xff;
    if (second < low || second > high) {
      return 0;
    }
    for (int i = 2; i < length; i++) {
      if ((text[at + i] & 0xc0) != 0x80) {
        return 0;
      }
    }
    return length;
  }
}
