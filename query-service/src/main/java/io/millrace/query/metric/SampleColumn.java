package io.millrace.query.metric;

import java.util.Arrays;

/// The samples of one series before windows are laid over them: times in nanoseconds, and values.
/// Filled slice by slice, sorted once, then read.
///
/// Samples of equal time stand by the hash of the stream that they come from, as in Loki: the last
/// digits of a sum of floating-point numbers depend on the order.
final class SampleColumn {
  private static final int OBJECT_BYTES = 96;
  private static final int SAMPLE_BYTES = 24;
  private static final int FIRST_CAPACITY = 4;

  private final HeldBytes held;
  private long[] times = new long[FIRST_CAPACITY];
  private long[] streams = new long[FIRST_CAPACITY];
  private double[] values = new double[FIRST_CAPACITY];
  private int size;

  SampleColumn(HeldBytes held) {
    this.held = held;
    held.add(OBJECT_BYTES + SAMPLE_BYTES * FIRST_CAPACITY);
  }

  /// Adds a sample of the stream with the hash `stream`.
  void add(long time, long stream, double value) {
    if (size == times.length) {
      grow(2 * size);
    }
    times[size] = time;
    streams[size] = stream;
    values[size++] = value;
  }

  /// Appends the samples of `other`.
  void addAll(SampleColumn other) {
    if (size + other.size > times.length) {
      grow(Math.max(2 * size, size + other.size));
    }
    System.arraycopy(other.times, 0, times, size, other.size);
    System.arraycopy(other.streams, 0, streams, size, other.size);
    System.arraycopy(other.values, 0, values, size, other.size);
    size += other.size;
  }

  private void grow(int capacity) {
    held.add((long) SAMPLE_BYTES * (capacity - times.length));
    times = Arrays.copyOf(times, capacity);
    streams = Arrays.copyOf(streams, capacity);
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

  /// Sorts by time, then by stream, then by value: no way of splitting the rows can change that
  /// order. A merge sort that begins with the stretches that are sorted already.
  void sort() {
    if (runEnd(0) == size) {
      return;
    }
    SampleColumn spare = new SampleColumn(held);
    spare.grow(size);
    while (runEnd(0) < size) {
      int from = 0;
      while (from < size) {
        int middle = runEnd(from);
        int to = middle < size ? runEnd(middle) : middle;
        merge(from, middle, to, spare);
        from = to;
      }
      swap(spare);
    }
  }

  private int runEnd(int from) {
    int end = Math.min(from + 1, size);
    while (end < size && !isBefore(end, end - 1)) {
      end++;
    }
    return end;
  }

  private boolean isBefore(int a, int b) {
    if (times[a] != times[b]) {
      return times[a] < times[b];
    }
    if (streams[a] != streams[b]) {
      return Long.compareUnsigned(streams[a], streams[b]) < 0;
    }
    return Double.compare(values[a], values[b]) < 0;
  }

  private void merge(int from, int middle, int to, SampleColumn into) {
    int left = from;
    int right = middle;
    for (int out = from; out < to; out++) {
      boolean takeRight = left >= middle || (right < to && isBefore(right, left));
      int source = takeRight ? right++ : left++;
      into.times[out] = times[source];
      into.streams[out] = streams[source];
      into.values[out] = values[source];
    }
  }

  private void swap(SampleColumn spare) {
    long[] otherTimes = spare.times;
    long[] otherStreams = spare.streams;
    double[] otherValues = spare.values;
    spare.times = times;
    spare.streams = streams;
    spare.values = values;
    times = otherTimes;
    streams = otherStreams;
    values = otherValues;
  }
}
