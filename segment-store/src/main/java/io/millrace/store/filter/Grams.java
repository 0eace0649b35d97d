package io.millrace.store.filter;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// The five-byte pieces of a text, ASCII letters folded to lower case, and where each falls in a
/// bitset. Part of the format: a change here is a new version.
final class Grams {
  /// Bytes of a gram. Four say too little (all hex ones occur in a slice), six miss short needles.
  static final int LENGTH = 5;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;
  private static final long TOP_FIVE = ~0xffffffL;

  private Grams() {}

  /// Eight bytes of text from `at`, folded. The array must reach that far.
  static long load(byte[] text, int at) {
    return fold((long) LONG.get(text, at));
  }

  /// The hash of the gram that begins `offset` (0 to 3) bytes into `eight`; a bitset of `2^k` bits
  /// has the gram at its top `k` bits.
  static long hash(long eight, int offset) {
    return ((eight << (24 - offset * 8)) & TOP_FIVE) * MULTIPLIER;
  }

  /// A to Z become a to z in each of the eight bytes; exact for all 256 values.
  private static long fold(long x) {
    long low = x & 0x7f7f7f7f7f7f7f7fL;
    long letters =
        (low + 0x3f3f3f3f3f3f3f3fL) & ~(low + 0x2525252525252525L) & ~x & 0x8080808080808080L;
    return x | (letters >>> 2);
  }
}
