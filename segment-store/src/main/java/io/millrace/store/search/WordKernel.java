package io.millrace.store.search;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Looks for the first byte of each literal in eight bytes at once, and verifies.
final class WordKernel implements SearchKernel {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;
  private static final long BLANKS = 0x2020202020202020L;

  @Override
  public void search(
      LiteralSet literals, byte[] bytes, int[] offsets, int fromRow, int toRow, long[] hits) {
    searchFrom(literals, bytes, offsets, fromRow, offsets[fromRow], toRow, hits);
  }

  /// Searches from byte `start`, which lies in `row` (or behind the last one).
  static void searchFrom(
      LiteralSet literals,
      byte[] bytes,
      int[] offsets,
      int row,
      int start,
      int toRow,
      long[] hits) {
    int end = offsets[toRow];
    int at = start;
    int current = row;
    while (true) {
      at = nextCandidate(literals, bytes, at, end);
      if (at < 0) {
        return;
      }
      current = SearchKernel.rowAt(offsets, current, toRow, at);
      int rowEnd = offsets[current + 1];
      if (literals.matchesAt(bytes, at, rowEnd)) {
        hits[current >> 6] |= 1L << current;
        at = rowEnd;
      } else {
        at++;
      }
    }
  }

  static int indexIn(LiteralSet literals, byte[] text, int from, int to) {
    int at = from;
    while (true) {
      at = nextCandidate(literals, text, at, to);
      if (at < 0 || literals.matchesAt(text, at, to)) {
        return at;
      }
      at++;
    }
  }

  /// The first position at or behind `from` where the first byte of a literal stands and the
  /// shortest one has room, or -1.
  private static int nextCandidate(LiteralSet literals, byte[] text, int from, int end) {
    byte[][] all = literals.literals();
    int last = end - literals.shortest();
    long fold = literals.ignoreCase() ? BLANKS : 0;
    int at = from;
    while (at <= last && at + 8 <= text.length) {
      long word = (long) LONG.get(text, at) | fold;
      long found = 0;
      for (byte[] literal : all) {
        long different = word ^ (((literal[0] & 0xff) * ONES) | fold);
        found |= (different - ONES) & ~different & HIGHS;
      }
      if (found != 0) {
        int hit = at + (Long.numberOfTrailingZeros(found) >> 3);
        return hit <= last ? hit : -1;
      }
      at += 8;
    }
    for (; at <= last; at++) {
      for (byte[] literal : all) {
        byte b = literals.ignoreCase() ? LiteralSet.lower(text[at]) : text[at];
        if (b == literal[0]) {
          return at;
        }
      }
    }
    return -1;
  }
}
