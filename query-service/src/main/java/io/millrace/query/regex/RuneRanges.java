package io.millrace.query.regex;

import java.util.Arrays;

/// A set of code points under construction: ranges in any order, which [#ranges()] sorts and joins.
final class RuneRanges {
  static final int MAX_RUNE = 0x10ffff;

  private int[] pairs = new int[16];
  private int length;

  RuneRanges add(int low, int high) {
    if (length == pairs.length) {
      pairs = Arrays.copyOf(pairs, length * 2);
    }
    pairs[length++] = low;
    pairs[length++] = high;
    return this;
  }

  RuneRanges addAll(int[] ranges) {
    for (int i = 0; i < ranges.length; i += 2) {
      add(ranges[i], ranges[i + 1]);
    }
    return this;
  }

  /// Adds a range and everything that differs from its members only in case.
  RuneRanges addFolded(int low, int high) {
    add(low, high);
    CaseFolding.forEachVariant(low, high, rune -> add(rune, rune));
    return this;
  }

  RuneRanges addFolded(int[] ranges) {
    for (int i = 0; i < ranges.length; i += 2) {
      addFolded(ranges[i], ranges[i + 1]);
    }
    return this;
  }

  RuneRanges addNegated(int[] ranges) {
    return addAll(negate(ranges));
  }

  /// The set, ascending, ranges that touch joined.
  int[] ranges() {
    long[] sorted = new long[length / 2];
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = (long) pairs[2 * i] << 32 | pairs[2 * i + 1];
    }
    Arrays.sort(sorted);
    int[] joined = new int[length];
    int count = 0;
    for (long pair : sorted) {
      int low = (int) (pair >>> 32);
      int high = (int) pair;
      if (count > 0 && low <= joined[count - 1] + 1) {
        joined[count - 1] = Math.max(joined[count - 1], high);
      } else {
        joined[count++] = low;
        joined[count++] = high;
      }
    }
    return Arrays.copyOf(joined, count);
  }

  /// Every code point that is not in the (clean) ranges.
  static int[] negate(int[] ranges) {
    int[] others = new int[ranges.length + 2];
    int count = 0;
    int next = 0;
    for (int i = 0; i < ranges.length; i += 2) {
      if (ranges[i] > next) {
        others[count++] = next;
        others[count++] = ranges[i] - 1;
      }
      next = ranges[i + 1] + 1;
    }
    if (next <= MAX_RUNE) {
      others[count++] = next;
      others[count++] = MAX_RUNE;
    }
    return Arrays.copyOf(others, count);
  }

  static boolean contains(int[] ranges, int rune) {
    for (int i = 0; i < ranges.length; i += 2) {
      if (rune >= ranges[i] && rune <= ranges[i + 1]) {
        return true;
      }
    }
    return false;
  }
}
