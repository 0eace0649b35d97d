package io.millrace.store.filter;

import io.millrace.store.filter.TextQuery.Contains;
import java.util.Arrays;

/// Which grams a needle asks the filter for.
final class Needle {
  /// More probes than this find no more absent ids: twelve leave one slice in five thousand.
  private static final int MAX_PROBES = 16;

  private Needle() {}

  /// The hashes of grams that every text with the needle in it has, spread over the needle; none
  /// where it is too short. Without regard to case only pieces of ASCII count, for the other
  /// letters have other bytes in the other case.
  static long[] probes(Contains needle) {
    byte[] literal = Arrays.copyOf(needle.literal(), needle.literal().length + 8);
    int last = needle.literal().length - Grams.LENGTH;
    int[] starts = new int[Math.max(0, last + 1)];
    int count = 0;
    for (int at = 0; at <= last; at++) {
      if (!needle.ignoreCase() || isAscii(literal, at)) {
        starts[count++] = at;
      }
    }
    long[] probes = new long[Math.min(count, MAX_PROBES)];
    for (int i = 0; i < probes.length; i++) {
      int chosen = probes.length == 1 ? 0 : (int) ((long) i * (count - 1) / (probes.length - 1));
      probes[i] = Grams.hash(Grams.load(literal, starts[chosen]), 0);
    }
    return probes;
  }

  /// Whether a letter of the needle has a form beyond ASCII in the other case: s (U+017F) or k
  /// (U+212A).
  static boolean foldsOddly(Contains needle) {
    for (byte b : needle.literal()) {
      if (b == 's' || b == 'S' || b == 'k' || b == 'K') {
        return true;
      }
    }
    return false;
  }

  private static boolean isAscii(byte[] literal, int at) {
    for (int i = at; i < at + Grams.LENGTH; i++) {
      if (literal[i] < 0) {
        return false;
      }
    }
    return true;
  }
}
