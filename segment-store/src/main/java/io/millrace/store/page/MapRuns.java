package io.millrace.store.page;

import java.util.Arrays;

/// The shape of a map column over the rows of a slice: runs of rows that have the same keys. From
/// it come repetition levels, definition levels and dictionary ids of both leaves; a run costs as
/// much as a few rows, however long it is.
public final class MapRuns {
  private int runs;
  private int[] rows = new int[16];
  private int[] pairs = new int[16];
  private int values;
  private int present;
  private boolean someRepeat;

  public void clear() {
    runs = 0;
    values = 0;
    present = 0;
    someRepeat = false;
  }

  /// The next `rowCount` rows have `pairCount` pairs each, the same ones.
  public void add(int pairCount, int rowCount) {
    if (runs == rows.length) {
      rows = Arrays.copyOf(rows, runs * 2);
      pairs = Arrays.copyOf(pairs, runs * 2);
    }
    rows[runs] = rowCount;
    pairs[runs] = pairCount;
    runs++;
    values = Math.addExact(values, Math.multiplyExact(rowCount, Math.max(1, pairCount)));
    present += rowCount * pairCount;
    someRepeat |= pairCount > 1;
  }

  /// Entries of the page in Parquet's count: a row without pairs is one.
  public int values() {
    return values;
  }

  /// Appends both level streams of a V1 page, each with its length in front.
  public void writeLevels(GrowingBytes out) {
    int repetition = begin(out);
    if (someRepeat) {
      writePatterns(out, 0, 1);
    } else {
      HybridRuns.writeRepeated(out, 0, 1, values);
    }
    finish(out, repetition);
    int definition = begin(out);
    if (present == values || present == 0) {
      HybridRuns.writeRepeated(out, present == 0 ? 0 : 1, 1, values);
    } else {
      writePatterns(out, 1, 1);
    }
    finish(out, definition);
  }

  /// Appends the dictionary ids: the width, then one run. `ids` holds the ids of each run's pairs,
  /// run by run.
  public void writeIds(int[] ids, int dictionarySize, GrowingBytes out) {
    int width = HybridRuns.width(dictionarySize);
    out.write(width);
    if (present == 0) {
      return;
    }
    if (!someRepeat && isConstant(ids)) {
      HybridRuns.writeRepeated(out, ids[0], width, present);
      return;
    }
    HybridRuns packed = new HybridRuns(out, width, present);
    int from = 0;
    for (int run = 0; run < runs; run++) {
      packed.tile(ids, from, pairs[run], rows[run]);
      from += pairs[run];
    }
    packed.finish();
  }

  private boolean isConstant(int[] ids) {
    int from = 0;
    for (int run = 0; run < runs; run++) {
      if (pairs[run] == 1 && ids[from] != ids[0]) {
        return false;
      }
      from += pairs[run];
    }
    return true;
  }

  /// Levels of repetition (first 0, then 1) or of definition (1, or 0 for a row without pairs).
  private void writePatterns(GrowingBytes out, int first, int following) {
    HybridRuns packed = new HybridRuns(out, 1, values);
    int[] pattern = new int[1];
    for (int run = 0; run < runs; run++) {
      int length = Math.max(1, pairs[run]);
      if (pattern.length < length) {
        pattern = new int[length * 2];
      }
      Arrays.fill(pattern, 0, length, following);
      pattern[0] = pairs[run] == 0 ? 0 : first;
      packed.tile(pattern, 0, length, rows[run]);
    }
    packed.finish();
  }

  private static int begin(GrowingBytes out) {
    out.putInt(0);
    return out.length();
  }

  private static void finish(GrowingBytes out, int begin) {
    out.setInt(begin - 4, out.length() - begin);
  }
}
