package io.millrace.query.regex;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntConsumer;

/// Simple case folding: which code points are the same letter in another case. `k`, `K` and the
/// Kelvin sign are; the Turkish dotted and dotless i are nobody's variant.
final class CaseFolding {
  private static final int LAST_LETTER = 0x1e943;
  private static final int DOTTED_I = 0x130;
  private static final int DOTLESS_I = 0x131;

  /// Code points that have variants, ascending.
  private static final int[] FOLDING;

  /// The other members of the orbit of `FOLDING[i]`, ascending.
  private static final int[][] VARIANTS;

  static {
    Map<Integer, TreeSet<Integer>> orbits = new HashMap<>();
    for (int rune = 'A'; rune <= LAST_LETTER; rune++) {
      int key = Character.toLowerCase(Character.toUpperCase(rune));
      if (key != rune && rune != DOTTED_I && rune != DOTLESS_I) {
        orbits.computeIfAbsent(key, own -> new TreeSet<>(List.of(own))).add(rune);
      }
    }
    Map<Integer, int[]> variants = new HashMap<>();
    for (Set<Integer> orbit : orbits.values()) {
      for (int rune : orbit) {
        int[] others = orbit.stream().mapToInt(i -> i).filter(other -> other != rune).toArray();
        if (others.length > 0) {
          variants.put(rune, others);
        }
      }
    }
    FOLDING = variants.keySet().stream().mapToInt(i -> i).sorted().toArray();
    VARIANTS = new int[FOLDING.length][];
    for (int i = 0; i < FOLDING.length; i++) {
      VARIANTS[i] = variants.getOrDefault(FOLDING[i], new int[0]);
    }
  }

  private CaseFolding() {}

  /// The code points that are `rune` in another case, ascending; mostly one or none.
  static int[] variants(int rune) {
    int at = Arrays.binarySearch(FOLDING, rune);
    return at < 0 ? new int[0] : VARIANTS[at];
  }

  /// Calls for each variant of each member of the range.
  static void forEachVariant(int low, int high, IntConsumer consumer) {
    int at = Arrays.binarySearch(FOLDING, low);
    if (at < 0) {
      at = -at - 1;
    }
    for (; at < FOLDING.length && FOLDING[at] <= high; at++) {
      for (int variant : VARIANTS[at]) {
        consumer.accept(variant);
      }
    }
  }

  /// The smallest member of the orbit of `rune`.
  static int smallest(int rune) {
    int[] others = variants(rune);
    return others.length == 0 ? rune : Math.min(rune, others[0]);
  }

  /// Whether `a` and `b` are the two members of one orbit.
  static boolean arePair(int a, int b) {
    int[] others = variants(a);
    return others.length == 1 && others[0] == b;
  }
}
