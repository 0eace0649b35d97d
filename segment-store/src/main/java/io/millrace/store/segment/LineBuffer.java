package io.millrace.store.segment;

import io.millrace.store.filter.GramSet;
import io.millrace.store.page.GrowingBytes;
import io.millrace.store.page.Utf8;
import java.util.Arrays;

/// Timestamps and lines of the rows of a slice, side by side.
final class LineBuffer {
  private final GrowingBytes lines;
  private final int capacity;
  private long[] timestamps = new long[1024];
  private long[] lengths = new long[1024];
  private int rows;
  private long min = Long.MAX_VALUE;
  private long max = Long.MIN_VALUE;
  private long repaired;
  private boolean ascii = true;

  LineBuffer(int capacity) {
    this.capacity = capacity;
    this.lines = new GrowingBytes(capacity);
  }

  int rows() {
    return rows;
  }

  long[] timestamps() {
    return timestamps;
  }

  long[] lengths() {
    return lengths;
  }

  /// Lines end to end.
  GrowingBytes lines() {
    return lines;
  }

  long minTimestamp() {
    return min;
  }

  long maxTimestamp() {
    return max;
  }

  long repaired() {
    return repaired;
  }

  void add(long timestamp, byte[] line, int at, int length) {
    if (rows == timestamps.length) {
      timestamps = Arrays.copyOf(timestamps, rows * 2);
      lengths = Arrays.copyOf(lengths, rows * 2);
    }
    int before = lines.length();
    if (Utf8.isAscii(line, at, length)) {
      lines.write(line, at, length);
    } else {
      ascii = false;
      addNonAscii(line, at, length);
    }
    timestamps[rows] = timestamp;
    lengths[rows] = (long) lines.length() - before;
    rows++;
    min = Math.min(min, timestamp);
    max = Math.max(max, timestamp);
  }

  private void addNonAscii(byte[] line, int at, int length) {
    if (Utf8.isValid(line, at, length)) {
      lines.write(line, at, length);
    } else {
      repaired++;
      lines.write(Utf8.repair(line, at, length));
    }
  }

  void addTo(GramSet grams) {
    addTexts(lines, lengths, rows, ascii, grams);
  }

  /// Adds texts that stand end to end.
  static void addTexts(
      GrowingBytes texts, long[] lengths, int count, boolean ascii, GramSet grams) {
    byte[] bytes = texts.array();
    int at = 0;
    for (int i = 0; i < count; i++) {
      int length = (int) lengths[i];
      grams.add(bytes, at, length);
      if (!ascii) {
        grams.addNonAscii(bytes, at, length);
      }
      at += length;
    }
  }

  void clear() {
    rows = 0;
    lines.clear();
    lines.shrink(2 * capacity);
    min = Long.MAX_VALUE;
    max = Long.MIN_VALUE;
    ascii = true;
  }
}
