package io.millrace.query.metric;

import java.util.Arrays;

/// Counts rows, and the bytes of them, over overlapping windows. What falls into the windows of the
/// steps `first … end - 1` is added at `first` and taken away at `end`; the running sum at a step
/// is the content of its window. Exact, and each addition costs the same however long the window
/// is.
///
/// A sum begins as a list of changes and becomes an array over all steps when that is smaller.
final class WindowSums {
  private static final int FIRST_CAPACITY = 4;

  private static final int OBJECT_BYTES = 80;

  private final int steps;
  private final HeldBytes held;
  private int[] at = new int[FIRST_CAPACITY];
  private long[] rows = new long[FIRST_CAPACITY];
  private long[] bytes = new long[FIRST_CAPACITY];
  private int changes;
  private boolean dense;

  WindowSums(int steps, HeldBytes held) {
    this.steps = steps;
    this.held = held;
    held.add(OBJECT_BYTES + 20L * FIRST_CAPACITY);
  }

  void add(int first, int end, long moreRows, long moreBytes) {
    if (first < end) {
      change(first, moreRows, moreBytes);
      change(end, -moreRows, -moreBytes);
    }
  }

  /// Adds what `other` has.
  void addAll(WindowSums other) {
    for (int i = 0; i < other.changes; i++) {
      change(other.dense ? i : other.at[i], other.rows[i], other.bytes[i]);
    }
  }

  private void change(int step, long moreRows, long moreBytes) {
    if (step >= steps) {
      return;
    }
    if (!dense) {
      if (changes > 0 && at[changes - 1] == step) {
        rows[changes - 1] += moreRows;
        bytes[changes - 1] += moreBytes;
        return;
      }
      if (changes == at.length) {
        makeRoom();
      }
    }
    if (dense) {
      rows[step] += moreRows;
      bytes[step] += moreBytes;
    } else {
      at[changes] = step;
      rows[changes] = moreRows;
      bytes[changes++] = moreBytes;
    }
  }

  private void makeRoom() {
    if (changes < steps / 2) {
      int capacity = 2 * changes;
      held.add(20L * changes);
      at = Arrays.copyOf(at, capacity);
      rows = Arrays.copyOf(rows, capacity);
      bytes = Arrays.copyOf(bytes, capacity);
      return;
    }
    held.add(16L * steps - 20L * changes);
    long[] allRows = new long[steps];
    long[] allBytes = new long[steps];
    for (int i = 0; i < changes; i++) {
      allRows[at[i]] += rows[i];
      allBytes[at[i]] += bytes[i];
    }
    at = new int[0];
    rows = allRows;
    bytes = allBytes;
    changes = steps;
    dense = true;
  }

  /// Calls `each` for every step whose window has rows, in ascending order. `sumRows` and
  /// `sumBytes` are scratch, of one item for each step.
  void forEach(long[] sumRows, long[] sumBytes, Visitor each) {
    Arrays.fill(sumRows, 0);
    Arrays.fill(sumBytes, 0);
    for (int i = 0; i < changes; i++) {
      int step = dense ? i : at[i];
      sumRows[step] += rows[i];
      sumBytes[step] += bytes[i];
    }
    long rowsNow = 0;
    long bytesNow = 0;
    for (int step = 0; step < steps; step++) {
      rowsNow += sumRows[step];
      bytesNow += sumBytes[step];
      if (rowsNow > 0) {
        each.window(step, rowsNow, bytesNow);
      }
    }
  }

  /// Takes the content of one window.
  interface Visitor {
    void window(int step, long rows, long bytes);
  }
}
