package io.millrace.ingester.assemble;

/// The columns of [#ROWS] rows. The metadata of a row stands right behind its line.
final class RowBlock {
  static final int SHIFT = 10;
  static final int ROWS = 1 << SHIFT;
  static final int BYTES = ROWS * (8 + 8 + 4 + 4 + 4);

  final long[] timestamps = new long[ROWS];
  final long[] positions = new long[ROWS];
  final int[] lineLengths = new int[ROWS];
  final int[] metadataLengths = new int[ROWS];
  final int[] streams = new int[ROWS];
}
