package io.millrace.ingester.assemble;

/// Rows of one partition in the order of their offsets: what an [OpenSegment] held at one moment.
/// Immutable. Safe for use by many threads.
public final class SegmentRows {
  private final int rows;
  private final RowBlock[] blocks;
  private final byte[][] arena;
  private final int streamCount;
  private final SegmentStream[] streams;
  private final long rawBytes;

  SegmentRows(
      int rows,
      RowBlock[] blocks,
      byte[][] arena,
      int streamCount,
      SegmentStream[] streams,
      long rawBytes) {
    this.rows = rows;
    this.blocks = blocks;
    this.arena = arena;
    this.streamCount = streamCount;
    this.streams = streams;
    this.rawBytes = rawBytes;
  }

  public int rows() {
    return rows;
  }

  /// Bytes of the lines and of the metadata as they came.
  public long rawBytes() {
    return rawBytes;
  }

  /// How many streams were seen; some may have no rows.
  public int streamCount() {
    return streamCount;
  }

  public SegmentStream stream(int id) {
    return streams[id];
  }

  /// The stream of a row.
  int streamOf(int row) {
    return block(row).streams[at(row)];
  }

  /// Nanoseconds since the epoch.
  public long timestamp(int row) {
    return block(row).timestamps[at(row)];
  }

  /// The array in which the row's line and metadata lie.
  byte[] bytes(int row) {
    return arena[(int) (block(row).positions[at(row)] >>> 32)];
  }

  int lineAt(int row) {
    return (int) block(row).positions[at(row)];
  }

  int lineLength(int row) {
    return block(row).lineLengths[at(row)];
  }

  int metadataAt(int row) {
    return lineAt(row) + lineLength(row);
  }

  /// 0 where the row has no metadata.
  int metadataLength(int row) {
    return block(row).metadataLengths[at(row)];
  }

  /// Bytes of the row's line and metadata values.
  public int rawBytes(int row) {
    int metadata = metadataLength(row) == 0 ? 0 : MapCursor.valueBytes(bytes(row), metadataAt(row));
    return lineLength(row) + metadata;
  }

  /// A condition on a row's bytes: the line, and right behind it the metadata as it is encoded.
  @FunctionalInterface
  public interface BytesTest {
    boolean test(byte[] bytes, int at, int length);
  }

  /// Whether the row's bytes pass.
  public boolean matches(int row, BytesTest test) {
    return test.test(bytes(row), lineAt(row), lineLength(row) + metadataLength(row));
  }

  private RowBlock block(int row) {
    return blocks[row >>> RowBlock.SHIFT];
  }

  private static int at(int row) {
    return row & (RowBlock.ROWS - 1);
  }
}
