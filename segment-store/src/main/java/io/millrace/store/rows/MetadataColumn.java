package io.millrace.store.rows;

/// The structured metadata of a slice. The pairs of row `r` are those with numbers `firstPair[r] …
/// firstPair[r + 1] - 1`, ascending by key. Pair `p` has the key `keys[keyIds[p]]` and the value
/// `values[valueOffsets[p]] … values[valueOffsets[p + 1] - 1]`. Keys and values are UTF-8. Behind
/// the last value lie at least [LineColumn#PADDING] spare bytes.
public record MetadataColumn(
    int[] firstPair, int[] keyIds, byte[][] keys, byte[] values, int[] valueOffsets) {
  /// The column of a slice in which no row has metadata.
  public static MetadataColumn none(int rows) {
    return new MetadataColumn(
        new int[rows + 1], new int[0], new byte[0][], new byte[LineColumn.PADDING], new int[1]);
  }

  public boolean isEmpty() {
    return keyIds.length == 0;
  }
}
