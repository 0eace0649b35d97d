package io.millrace.query.row;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// A fast hash of a byte range, for tables in memory only: never stored, never sent.
final class ByteHash {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long K1 = 0x9E3779B97F4A7C15L;
  private static final long K2 = 0xD6E8FEB86659FD93L;

  private ByteHash() {}

  static long of(byte[] bytes, int start, int length) {
    long hash = length * K1;
    int at = start;
    int end = start + length;
    for (; at + 8 <= end; at += 8) {
      hash = mix(hash ^ (long) LONG.get(bytes, at));
    }
    if (at + 4 <= end) {
      hash = mix(hash ^ ((int) INT.get(bytes, at) & 0xffffffffL));
      at += 4;
    }
    long tail = 0;
    for (; at < end; at++) {
      tail = tail << 8 | (bytes[at] & 0xff) + 1;
    }
    return mix(hash ^ tail);
  }

  static long mix(long value) {
    long hash = value * K2;
    hash ^= hash >>> 32;
    return hash * K1;
  }
}
