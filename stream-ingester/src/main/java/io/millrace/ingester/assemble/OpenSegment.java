package io.millrace.ingester.assemble;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// The rows of a partition since the last cut. One thread appends, record by record; any thread may
/// take [#rows()], which shows whole records only.
///
/// What it allocates counts in the budget until [#release()].
public final class OpenSegment {
  private final MemoryBudget budget;
  private final ByteArena arena = new ByteArena();
  private final Map<SegmentStream, Integer> streamIds = new HashMap<>();
  private SegmentStream[] streams = new SegmentStream[16];
  private RowBlock[] blocks = new RowBlock[8];
  private int rowCount;
  private long rawBytes;
  private long streamBytes;
  private long counted;
  private volatile SegmentRows published;

  public OpenSegment(MemoryBudget budget) {
    this.budget = budget;
    this.published = snapshot();
  }

  /// The number of `stream` in this segment; the same as long as the segment is.
  public int streamId(SegmentStream stream) {
    Integer known = streamIds.get(stream);
    if (known != null) {
      return known;
    }
    int id = streamIds.size();
    if (id == streams.length) {
      streams = Arrays.copyOf(streams, id * 2);
    }
    streams[id] = stream;
    streamIds.put(stream, id);
    streamBytes += 256 + 4L * stream.labels().toString().length();
    return id;
  }

  /// Appends a row. `metadata` is one Avro map in normal form, or empty. Readers see the row after
  /// [#publish()].
  public void add(
      int stream,
      long timestampNanos,
      byte[] data,
      int lineAt,
      int lineLength,
      byte[] metadata,
      int metadataAt,
      int metadataLength) {
    if ((rowCount & (RowBlock.ROWS - 1)) == 0) {
      startBlock(rowCount >>> RowBlock.SHIFT);
    }
    // A map without pairs is the single byte 0.
    int keptMetadata = metadataLength <= 1 ? 0 : metadataLength;
    long position = arena.reserve(lineLength + keptMetadata);
    byte[] target = arena.block(position);
    System.arraycopy(data, lineAt, target, (int) position, lineLength);
    System.arraycopy(metadata, metadataAt, target, (int) position + lineLength, keptMetadata);
    RowBlock block = blocks[rowCount >>> RowBlock.SHIFT];
    int at = rowCount & (RowBlock.ROWS - 1);
    block.timestamps[at] = timestampNanos;
    block.positions[at] = position;
    block.lineLengths[at] = lineLength;
    block.metadataLengths[at] = keptMetadata;
    block.streams[at] = stream;
    rowCount++;
    rawBytes += lineLength + keptMetadata;
  }

  /// Shows the rows added so far to readers.
  public void publish() {
    count();
    published = snapshot();
  }

  /// What was published last.
  public SegmentRows rows() {
    return published;
  }

  /// Bytes of the published lines and metadata.
  public long rawBytes() {
    return published.rawBytes();
  }

  /// Bytes on the heap.
  public long heapBytes() {
    return counted;
  }

  /// Counts what belongs to the segment besides its rows, until [#release()].
  public void charge(long bytes) {
    budget.take(bytes);
    counted += bytes;
  }

  /// Takes the segment out of the budget, once. Rows handed out remain readable.
  public void release() {
    budget.give(counted);
    counted = 0;
  }

  private void startBlock(int index) {
    if (index == blocks.length) {
      blocks = Arrays.copyOf(blocks, index * 2);
    }
    blocks[index] = new RowBlock();
  }

  private void count() {
    int blockCount = (rowCount + RowBlock.ROWS - 1) >>> RowBlock.SHIFT;
    long now = arena.allocated() + (long) blockCount * RowBlock.BYTES + streamBytes;
    budget.take(now - counted);
    counted = now;
  }

  private SegmentRows snapshot() {
    return new SegmentRows(rowCount, blocks, arena.blocks(), streamIds.size(), streams, rawBytes);
  }
}
