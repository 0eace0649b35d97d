package io.millrace.store.page;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Checks and mends UTF-8.
public final class Utf8 {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long HIGH_BITS = 0x8080808080808080L;

  private Utf8() {}

  /// Whether all bytes are below 0x80.
  public static boolean isAscii(byte[] text, int at, int length) {
    int end = at + length;
    int i = at;
    for (; i + 32 <= end; i += 32) {
      long union =
          (long) LONG.get(text, i)
              | (long) LONG.get(text, i + 8)
              | (long) LONG.get(text, i + 16)
              | (long) LONG.get(text, i + 24);
      if ((union & HIGH_BITS) != 0) {
        return false;
      }
    }
    for (; i + 8 <= end; i += 8) {
      if (((long) LONG.get(text, i) & HIGH_BITS) != 0) {
        return false;
      }
    }
    for (; i < end; i++) {
      if (text[i] < 0) {
        return false;
      }
    }
    return true;
  }

  /// Whether the bytes are well-formed: no overlong form, no surrogate, nothing above U+10FFFF.
  public static boolean isValid(byte[] text, int at, int length) {
    int end = at + length;
    int i = at;
    while (i < end) {
      int lead = text[i] & 0xff;
      if (lead < 0x80) {
        i++;
        continue;
      }
      int size = sequenceLength(lead);
      if (size == 0 || size > end - i || !isSequence(text, i, lead, size)) {
        return false;
      }
      i += size;
    }
    return true;
  }

  /// The bytes with U+FFFD where they were not well-formed.
  public static byte[] repair(byte[] text, int at, int length) {
    return new String(text, at, length, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
  }

  private static int sequenceLength(int lead) {
    if (lead >= 0xc2 && lead <= 0xdf) {
      return 2;
    }
    if (lead >= 0xe0 && lead <= 0xef) {
      return 3;
    }
    return lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
  }

  private static boolean isSequence(byte[] text, int at, int lead, int size) {
    for (int i = 1; i < size; i++) {
      if ((text[at + i] & 0xc0) != 0x80) {
        return false;
      }
    }
    int second = text[at + 1] & 0xff;
    return switch (lead) {
      case 0xe0 -> second >= 0xa0;
      case 0xed -> second < 0xa0;
      case 0xf0 -> second >= 0x90;
      case 0xf4 -> second < 0x90;
      default -> true;
    };
  }
}
