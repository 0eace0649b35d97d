package io.millrace.query.exec;

import io.millrace.store.rows.Slice;
import java.util.BitSet;

/// A slice with its place in the order of arrival, and the rows of it that another slice has too
/// (and that count there).
public record ScanUnit(int ordinal, Slice slice, boolean recent, BitSet duplicates) {
  private static final BitSet NONE = new BitSet(0);

  public ScanUnit(int ordinal, Slice slice, boolean recent) {
    this(ordinal, slice, recent, NONE);
  }

  public boolean isDuplicate(int row) {
    return duplicates.get(row);
  }
}
