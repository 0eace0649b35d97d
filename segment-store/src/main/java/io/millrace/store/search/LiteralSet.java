package io.millrace.store.search;

import java.util.List;

/// The literals of a search, as the kernels want them: with `ignoreCase` in lower case.
record LiteralSet(byte[][] literals, boolean ignoreCase, int shortest, int longest) {
  static LiteralSet of(List<byte[]> literals, boolean ignoreCase) {
    if (literals.isEmpty()) {
      throw new IllegalArgumentException("a search needs at least one literal");
    }
    byte[][] folded = new byte[literals.size()][];
    int shortest = Integer.MAX_VALUE;
    int longest = 0;
    for (int i = 0; i < folded.length; i++) {
      byte[] literal = literals.get(i).clone();
      if (literal.length == 0) {
        throw new IllegalArgumentException("a literal is empty");
      }
      if (ignoreCase) {
        for (int j = 0; j < literal.length; j++) {
          literal[j] = lower(literal[j]);
        }
      }
      folded[i] = literal;
      shortest = Math.min(shortest, literal.length);
      longest = Math.max(longest, literal.length);
    }
    return new LiteralSet(folded, ignoreCase, shortest, longest);
  }

  static byte lower(byte b) {
    return b >= 'A' && b <= 'Z' ? (byte) (b | 0x20) : b;
  }

  /// Whether a literal begins at `at` and ends at or before `end`.
  boolean matchesAt(byte[] text, int at, int end) {
    for (byte[] literal : literals) {
      if (literal.length <= end - at && equalAt(literal, text, at)) {
        return true;
      }
    }
    return false;
  }

  private boolean equalAt(byte[] literal, byte[] text, int at) {
    if (ignoreCase) {
      for (int i = 0; i < literal.length; i++) {
        if (lower(text[at + i]) != literal[i]) {
          return false;
        }
      }
      return true;
    }
    for (int i = 0; i < literal.length; i++) {
      if (text[at + i] != literal[i]) {
        return false;
      }
    }
    return true;
  }
}
