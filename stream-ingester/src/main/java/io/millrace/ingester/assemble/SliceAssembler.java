package io.millrace.ingester.assemble;

import io.millrace.schemas.model.Labels;
import io.millrace.store.rows.LineColumn;
import io.millrace.store.rows.MemorySlice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Packs rows of one tenant into slices. Rows come as in an object: stream by stream in the order
/// of the labels, ascending by timestamp. A slice is handed over when it is full, and by
/// [#finish()].
///
/// Used by one thread at a time; the slices are the taker's to keep.
public final class SliceAssembler {
  private static final int SLICE_BYTES = 256 << 10;
  private static final int SLICE_ROWS = 64 << 10;

  private final SliceSink sink;
  private final List<Labels> labels = new ArrayList<>();
  private int[] firstRows = new int[16];
  private long[] timestamps = new long[256];
  private int[] lineOffsets = new int[257];
  private byte[] lines = new byte[16 << 10];
  private final MetadataRows metadata = new MetadataRows();
  private int rows;

  /// Takes a finished slice.
  @FunctionalInterface
  public interface SliceSink {
    void accept(MemorySlice slice) throws IOException;
  }

  public SliceAssembler(SliceSink sink) {
    this.sink = sink;
  }

  /// Adds the row to the stream of `stream`.
  public void add(Labels stream, SegmentRows source, int row) throws IOException {
    int lineLength = source.lineLength(row);
    int bytes = lineLength + source.metadataLength(row);
    if (rows > 0
        && (rows == SLICE_ROWS
            || lineOffsets[rows] + metadata.valueBytes() + bytes > SLICE_BYTES)) {
      finish();
    }
    if (labels.isEmpty() || !labels.getLast().equals(stream)) {
      if (labels.size() == firstRows.length) {
        firstRows = Arrays.copyOf(firstRows, labels.size() * 2);
      }
      firstRows[labels.size()] = rows;
      labels.add(stream);
    }
    if (rows == timestamps.length) {
      timestamps = Arrays.copyOf(timestamps, rows * 2);
      lineOffsets = Arrays.copyOf(lineOffsets, rows * 2 + 1);
    }
    int at = lineOffsets[rows];
    if (lines.length - at < lineLength + LineColumn.PADDING) {
      lines =
          Arrays.copyOf(lines, Math.max(lines.length * 2, at + lineLength + LineColumn.PADDING));
    }
    System.arraycopy(source.bytes(row), source.lineAt(row), lines, at, lineLength);
    timestamps[rows] = source.timestamp(row);
    rows++;
    lineOffsets[rows] = at + lineLength;
    metadata.add(source.bytes(row), source.metadataAt(row), source.metadataLength(row));
  }

  /// Hands over what was gathered, if anything.
  public void finish() throws IOException {
    if (rows == 0) {
      return;
    }
    int runs = labels.size();
    int[] endRows = Arrays.copyOfRange(firstRows, 1, runs + 1);
    endRows[runs - 1] = rows;
    MemorySlice slice =
        new MemorySlice(
            labels,
            Arrays.copyOf(firstRows, runs),
            endRows,
            Arrays.copyOf(timestamps, rows),
            new LineColumn(
                Arrays.copyOf(lines, lineOffsets[rows] + LineColumn.PADDING),
                Arrays.copyOf(lineOffsets, rows + 1)),
            metadata.column());
    labels.clear();
    metadata.clear();
    rows = 0;
    sink.accept(slice);
  }
}
