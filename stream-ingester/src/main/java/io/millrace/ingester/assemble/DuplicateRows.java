package io.millrace.ingester.assemble;

import java.util.Arrays;
import net.jpountz.xxhash.XXHash64;
import net.jpountz.xxhash.XXHashFactory;

/// Finds rows of a stream that equal an earlier one in timestamp, line and metadata. Reuses its
/// table; one thread.
final class DuplicateRows {
  private static final int PAIRWISE = 8;
  private static final XXHash64 HASH = XXHashFactory.fastestJavaInstance().hash64();

  private final SegmentRows rows;
  private int[] table = new int[0];

  DuplicateRows(SegmentRows rows) {
    this.rows = rows;
  }

  /// Takes the duplicates out of `order[from, to)`, which ascends by timestamp, then arrival, and
  /// answers the new end.
  int remove(int[] order, int from, int to) {
    int kept = from;
    int i = from;
    while (i < to) {
      long timestamp = rows.timestamp(order[i]);
      int end = i + 1;
      while (end < to && rows.timestamp(order[end]) == timestamp) {
        end++;
      }
      kept = end - i <= PAIRWISE ? pairwise(order, i, end, kept) : hashed(order, i, end, kept);
      i = end;
    }
    return kept;
  }

  private int pairwise(int[] order, int from, int to, int target) {
    int kept = target;
    for (int i = from; i < to; i++) {
      boolean isNew = true;
      for (int j = target; j < kept && isNew; j++) {
        isNew = !equal(order[i], order[j]);
      }
      if (isNew) {
        order[kept++] = order[i];
      }
    }
    return kept;
  }

  private int hashed(int[] order, int from, int to, int target) {
    int size = Integer.highestOneBit(to - from) * 4;
    if (table.length < size) {
      table = new int[size];
    }
    Arrays.fill(table, 0, size, -1);
    int kept = target;
    for (int i = from; i < to; i++) {
      int row = order[i];
      int slot = hash(row) & (size - 1);
      while (table[slot] >= 0 && !equal(table[slot], row)) {
        slot = (slot + 1) & (size - 1);
      }
      if (table[slot] < 0) {
        table[slot] = row;
        order[kept++] = row;
      }
    }
    return kept;
  }

  private boolean equal(int a, int b) {
    return rows.lineLength(a) == rows.lineLength(b)
        && rows.metadataLength(a) == rows.metadataLength(b)
        && Arrays.equals(
            rows.bytes(a),
            rows.lineAt(a),
            rows.metadataAt(a) + rows.metadataLength(a),
            rows.bytes(b),
            rows.lineAt(b),
            rows.metadataAt(b) + rows.metadataLength(b));
  }

  private int hash(int row) {
    int length = rows.lineLength(row) + rows.metadataLength(row);
    return Long.hashCode(HASH.hash(rows.bytes(row), rows.lineAt(row), length, 0));
  }
}
