package io.millrace.store.rows;

/// The lines of a slice, end to end. Line `r` is `bytes[offsets[r]] … bytes[offsets[r + 1] - 1]`,
/// in UTF-8; `offsets` has one entry more than there are rows. Behind the last line lie at least
/// [#PADDING] spare bytes, so that a vector load may run over the end.
public record LineColumn(byte[] bytes, int[] offsets) {
  public static final int PADDING = 64;

  public int rows() {
    return offsets.length - 1;
  }

  public int length(int row) {
    return offsets[row + 1] - offsets[row];
  }
}
