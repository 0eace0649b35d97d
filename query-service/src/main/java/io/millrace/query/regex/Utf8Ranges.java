package io.millrace.query.regex;

import java.util.function.Consumer;

/// Turns ranges of code points into sequences of byte ranges.
final class Utf8Ranges {
  private static final int[] LAST_OF_LENGTH = {0x7f, 0x7ff, 0xffff, RuneRanges.MAX_RUNE};
  private static final int FIRST_SURROGATE = 0xd800;
  private static final int LAST_SURROGATE = 0xdfff;

  private Utf8Ranges() {}

  /// Calls `sink` with the sequences whose union is the UTF-8 of `[low, high]`: for each byte its
  /// lowest and its highest value. Surrogates have no UTF-8 and are left out.
  static void split(int low, int high, Consumer<int[]> sink) {
    if (low <= LAST_SURROGATE && high >= FIRST_SURROGATE) {
      split(low, FIRST_SURROGATE - 1, sink);
      split(LAST_SURROGATE + 1, high, sink);
      return;
    }
    int from = low;
    for (int last : LAST_OF_LENGTH) {
      if (from <= high && from <= last) {
        sameLength(from, Math.min(high, last), sink);
        from = last + 1;
      }
    }
  }

  private static void sameLength(int low, int high, Consumer<int[]> sink) {
    if (low > high) {
      return;
    }
    for (int i = 1; i < 4 && low > 0x7f; i++) {
      int mask = (1 << (6 * i)) - 1;
      if ((low & ~mask) != (high & ~mask)) {
        if ((low & mask) != 0) {
          sameLength(low, low | mask, sink);
          sameLength((low | mask) + 1, high, sink);
          return;
        }
        if ((high & mask) != mask) {
          sameLength(low, (high & ~mask) - 1, sink);
          sameLength(high & ~mask, high, sink);
          return;
        }
      }
    }
    int[] first = encode(low);
    int[] last = encode(high);
    int[] pairs = new int[first.length * 2];
    for (int i = 0; i < first.length; i++) {
      pairs[2 * i] = first[i];
      pairs[2 * i + 1] = last[i];
    }
    sink.accept(pairs);
  }

  private static int[] encode(int rune) {
    if (rune < 0x80) {
      return new int[] {rune};
    }
    if (rune < 0x800) {
      return new int[] {0xc0 | rune >> 6, continuation(rune)};
    }
    if (rune < 0x10000) {
      return new int[] {0xe0 | rune >> 12, continuation(rune >> 6), continuation(rune)};
    }
    return new int[] {
      0xf0 | rune >> 18, continuation(rune >> 12), continuation(rune >> 6), continuation(rune)
    };
  }

  private static int continuation(int bits) {
    return 0x80 | (bits & 0x3f);
  }
}
