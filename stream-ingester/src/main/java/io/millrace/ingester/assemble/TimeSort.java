package io.millrace.ingester.assemble;

/// Sorts row numbers by timestamp and leaves equal ones in their order. Rows mostly come sorted
/// already, so that is looked for first. Reuses its buffers; one thread.
final class TimeSort {
  private static final int INSERTION = 16;

  private final SegmentRows rows;
  private long[] keys = new long[0];
  private long[] spareKeys = new long[0];
  private int[] spare = new int[0];

  TimeSort(SegmentRows rows) {
    this.rows = rows;
  }

  /// Sorts `order[from, to)`, which ascends by arrival.
  void sort(int[] order, int from, int to) {
    if (isSorted(order, from, to)) {
      return;
    }
    int n = to - from;
    if (keys.length < n) {
      keys = new long[n];
      spareKeys = new long[n];
      spare = new int[n];
    }
    for (int i = 0; i < n; i++) {
      keys[i] = rows.timestamp(order[from + i]);
    }
    for (int i = 0; i < n; i += INSERTION) {
      insertionSort(order, from, i, Math.min(n, i + INSERTION));
    }
    for (int width = INSERTION; width < n; width *= 2) {
      for (int i = 0; i + width < n; i += 2 * width) {
        merge(order, from, i, i + width, Math.min(n, i + 2 * width));
      }
    }
  }

  private boolean isSorted(int[] order, int from, int to) {
    long last = Long.MIN_VALUE;
    for (int i = from; i < to; i++) {
      long timestamp = rows.timestamp(order[i]);
      if (timestamp < last) {
        return false;
      }
      last = timestamp;
    }
    return true;
  }

  private void insertionSort(int[] order, int base, int from, int to) {
    for (int i = from + 1; i < to; i++) {
      long key = keys[i];
      int row = order[base + i];
      int j = i - 1;
      for (; j >= from && keys[j] > key; j--) {
        keys[j + 1] = keys[j];
        order[base + j + 1] = order[base + j];
      }
      keys[j + 1] = key;
      order[base + j + 1] = row;
    }
  }

  private void merge(int[] order, int base, int from, int middle, int to) {
    if (keys[middle - 1] <= keys[middle]) {
      return;
    }
    int left = middle - from;
    System.arraycopy(keys, from, spareKeys, 0, left);
    System.arraycopy(order, base + from, spare, 0, left);
    int i = 0;
    int j = middle;
    int out = from;
    while (i < left) {
      if (j < to && keys[j] < spareKeys[i]) {
        keys[out] = keys[j];
        order[base + out++] = order[base + j++];
      } else {
        keys[out] = spareKeys[i];
        order[base + out++] = spare[i++];
      }
    }
  }
}
