package io.millrace.store.rows;

import io.millrace.schemas.model.Labels;
import java.util.List;

/// A slice whose columns are in memory. The arrays given to it are kept, not copied.
public final class MemorySlice implements Slice {
  private final List<Labels> labels;
  private final int[] firstRows;
  private final int[] endRows;
  private final long[] timestamps;
  private final LineColumn lines;
  private final MetadataColumn metadata;
  private final long rawBytes;
  private final long minTimestamp;
  private final long maxTimestamp;

  /// The run `i` has `labels.get(i)` and the rows `[firstRows[i], endRows[i])`; runs ascend by
  /// labels and by row and do not overlap.
  public MemorySlice(
      List<Labels> labels,
      int[] firstRows,
      int[] endRows,
      long[] timestamps,
      LineColumn lines,
      MetadataColumn metadata) {
    int rows = timestamps.length;
    if (lines.rows() != rows || metadata.firstPair().length != rows + 1) {
      throw new IllegalArgumentException(
          "columns differ in length: %d timestamps, %d lines, metadata of %d rows"
              .formatted(rows, lines.rows(), metadata.firstPair().length - 1));
    }
    this.labels = List.copyOf(labels);
    this.firstRows = firstRows;
    this.endRows = endRows;
    this.timestamps = timestamps;
    this.lines = lines;
    this.metadata = metadata;
    int pairs = metadata.keyIds().length;
    this.rawBytes =
        (long) lines.offsets()[rows]
            - lines.offsets()[0]
            + metadata.valueOffsets()[pairs]
            - metadata.valueOffsets()[0];
    long min = Long.MAX_VALUE;
    long max = Long.MIN_VALUE;
    for (long timestamp : timestamps) {
      min = Math.min(min, timestamp);
      max = Math.max(max, timestamp);
    }
    this.minTimestamp = min;
    this.maxTimestamp = max;
  }

  @Override
  public int rows() {
    return timestamps.length;
  }

  @Override
  public long rawBytes() {
    return rawBytes;
  }

  /// [Long#MAX_VALUE] where there is no row.
  @Override
  public long minTimestamp() {
    return minTimestamp;
  }

  /// [Long#MIN_VALUE] where there is no row.
  @Override
  public long maxTimestamp() {
    return maxTimestamp;
  }

  @Override
  public int runs() {
    return labels.size();
  }

  @Override
  public Labels labels(int run) {
    return labels.get(run);
  }

  @Override
  public int firstRow(int run) {
    return firstRows[run];
  }

  @Override
  public int endRow(int run) {
    return endRows[run];
  }

  @Override
  public long[] timestamps() {
    return timestamps;
  }

  @Override
  public LineColumn lines() {
    return lines;
  }

  @Override
  public MetadataColumn metadata() {
    return metadata;
  }
}
