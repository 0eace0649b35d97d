package io.millrace.query.metric;

import java.util.Arrays;

/// The samples of one series before windows are laid over them: times in nanoseconds, and values.
/// Filled slice by slice, sorted once, then read.
final class SampleColumn {
  private static final int OBJECT_BYTES = 80;
  private static final int SAMPLE_BYTES = 16;
  private static final int FIRST_CAPACITY = 4;

  private final HeldBytes held;
  private long[] times = new long[FIRST_CAPACITY];
  private double[] values = new double[FIRST_CAPACITY];
  private int size;

  SampleColumn(HeldBytes held) {
    this.held = held;
    held.add(OBJECT_BYTES + SAMPLE_BYTES * FIRST_CAPACITY);
  }

  void add(long time, double value) {
    if (size == times.length) {
      grow(2 * size);
    }
    times[size] = time;
    values[size++] = value;
  }

  /// Appends the samples of `other`.
  void addAll(SampleColumn other) {
    if (size + other.size > times.length) {
      grow(Math.max(2 * size, size + other.size));
    }
    System.arraycopy(other.times, 0, times, size, other.size);
    System.arraycopy(other.values, 0, values, size, other.size);
    size += other.size;
  }

  private void grow(int capacity) {
    held.add((long) SAMPLE_BYTES * (capacity - times.length));
    times = Arrays.copyOf(times, capacity);
    values = Arrays.copyOf(values, capacity);
  }

  int size() {
    return size;
  }

  long[] times() {
    return times;
  }

  double[] values() {
    return values;
  }

  /// Sorts by time. Samples of equal time stay in the order of their arrival, or with `byValueToo`
  /// stand in the order of their values, which no split of the rows can change.
  void sort(boolean byValueToo) {
    long[] spareTimes = new long[0];
    double[] spareValues = new double[0];
    while (true) {
      int runEnd = runEnd(0);
      if (runEnd == size) {
        break;
      }
      if (spareTimes.length < size) {
        spareTimes = new long[size];
        spareValues = new double[size];
      }
      int from = 0;
      while (from < size) {
        int middle = runEnd(from);
        int to = middle < size ? runEnd(middle) : middle;
        merge(from, middle, to, spareTimes, spareValues);
        from = to;
      }
      long[] t = times;
      times = spareTimes;
      spareTimes = t;
      double[] v = values;
      values = spareValues;
      spareValues = v;
    }
    if (byValueToo) {
      sortTies();
    }
  }

  private int runEnd(int from) {
    int end = from + 1;
    while (end < size && times[end - 1] <= times[end]) {
      end++;
    }
    return Math.min(end, size);
  }

  private void merge(int from, int middle, int to, long[] intoTimes, double[] intoValues) {
    int left = from;
    int right = middle;
    for (int out = from; out < to; out++) {
      boolean takeLeft = right >= to || (left < middle && times[left] <= times[right]);
      int source = takeLeft ? left++ : right++;
      intoTimes[out] = times[source];
      intoValues[out] = values[source];
    }
  }

  private void sortTies() {
    int from = 0;
    while (from < size) {
      int to = from + 1;
      while (to < size && times[to] == times[from]) {
        to++;
      }
      if (to - from > 1) {
        Arrays.sort(values, from, to);
      }
      from = to;
    }
  }
}
