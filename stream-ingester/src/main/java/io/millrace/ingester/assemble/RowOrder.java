package io.millrace.ingester.assemble;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.Predicate;

/// The rows of some streams as they stand in an object: by tenant, labels, timestamp and arrival,
/// without those that equal an earlier one in stream, timestamp, line and metadata. A function of
/// the rows alone. Immutable.
public final class RowOrder {
  private final int[] streams;
  private final int[] starts;
  private final int[] ends;
  private final int[] order;
  private final long duplicates;

  private RowOrder(int[] streams, int[] starts, int[] ends, int[] order, long duplicates) {
    this.streams = streams;
    this.starts = starts;
    this.ends = ends;
    this.order = order;
    this.duplicates = duplicates;
  }

  /// Orders the rows of all streams.
  public static RowOrder of(SegmentRows rows) {
    return of(rows, _ -> true);
  }

  /// Orders the rows of the streams that `wanted` accepts.
  public static RowOrder of(SegmentRows rows, Predicate<SegmentStream> wanted) {
    BitSet chosen = new BitSet(rows.streamCount());
    for (int id = 0; id < rows.streamCount(); id++) {
      if (wanted.test(rows.stream(id))) {
        chosen.set(id);
      }
    }
    if (chosen.isEmpty()) {
      return new RowOrder(new int[0], new int[0], new int[0], new int[0], 0);
    }
    int[] counts = new int[rows.streamCount()];
    for (int row = 0; row < rows.rows(); row++) {
      counts[rows.streamOf(row)]++;
    }
    int[] streams =
        chosen.stream()
            .filter(id -> counts[id] > 0)
            .boxed()
            .sorted((a, b) -> rows.stream(a).compareTo(rows.stream(b)))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] starts = new int[streams.length];
    int[] next = new int[rows.streamCount()];
    Arrays.fill(next, -1);
    int total = 0;
    for (int i = 0; i < streams.length; i++) {
      starts[i] = total;
      next[streams[i]] = total;
      total += counts[streams[i]];
    }
    int[] order = new int[total];
    for (int row = 0; row < rows.rows(); row++) {
      int stream = rows.streamOf(row);
      if (next[stream] >= 0) {
        order[next[stream]++] = row;
      }
    }
    int[] ends = new int[streams.length];
    TimeSort sort = new TimeSort(rows);
    DuplicateRows equal = new DuplicateRows(rows);
    long duplicates = 0;
    for (int i = 0; i < streams.length; i++) {
      int end = next[streams[i]];
      sort.sort(order, starts[i], end);
      ends[i] = equal.remove(order, starts[i], end);
      duplicates += end - ends[i];
    }
    return new RowOrder(streams, starts, ends, order, duplicates);
  }

  /// How many streams have rows here.
  public int streams() {
    return streams.length;
  }

  /// The number, in the [SegmentRows], of the stream at place `index`.
  public int stream(int index) {
    return streams[index];
  }

  /// The first place of a stream's rows.
  public int start(int index) {
    return starts[index];
  }

  /// The place behind a stream's last row.
  public int end(int index) {
    return ends[index];
  }

  /// The row at a place.
  public int row(int place) {
    return order[place];
  }

  /// Rows left out because they equal an earlier one.
  public long duplicates() {
    return duplicates;
  }

  /// Rows that remain.
  public long rows() {
    return order.length - duplicates;
  }

  /// Bytes on the heap.
  public long heapBytes() {
    return 4L * (order.length + 3L * streams.length);
  }

  /// The first place in `[start(index), end(index))` whose row is not before `timestamp`.
  public int firstNotBefore(SegmentRows rows, int index, long timestamp) {
    int low = starts[index];
    int high = ends[index];
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (rows.timestamp(order[middle]) < timestamp) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
