package io.millrace.store.search;

/// One way to search a page.
sealed interface SearchKernel permits VectorKernel, WordKernel {
  /// As [LiteralSearch#search]. Row `r` is `bytes[offsets[r]] … bytes[offsets[r + 1] - 1]`, with
  /// [io.millrace.store.rows.LineColumn#PADDING] spare bytes behind the last row of the column.
  void search(
      LiteralSet literals, byte[] bytes, int[] offsets, int fromRow, int toRow, long[] hits);

  /// The vector kernel where the JVM has the Vector API.
  static SearchKernel best() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
        ? new VectorKernel()
        : new WordKernel();
  }

  /// The row at or behind `row` that holds byte `position`: doubling steps, then halving. Cheap
  /// where hits ascend, as they do here.
  static int rowAt(int[] offsets, int row, int toRow, int position) {
    if (position < offsets[row + 1]) {
      return row;
    }
    int low = row;
    int step = 1;
    while (low + step < toRow && offsets[low + step] <= position) {
      low += step;
      step <<= 1;
    }
    int high = Math.min(toRow, low + step);
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (offsets[middle] <= position) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
