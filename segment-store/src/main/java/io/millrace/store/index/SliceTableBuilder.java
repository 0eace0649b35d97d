package io.millrace.store.index;

import io.millrace.store.page.GrowingBytes;
import io.millrace.store.page.PageLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Collects the slices of an object while they are written.
public final class SliceTableBuilder {
  /// One slice; `valuesByDictionary` tells the encoding of its metadata values, `pages` are in the
  /// order of the leaves.
  public record Entry(
      int rows,
      long minTimestamp,
      long maxTimestamp,
      long rawBytes,
      int filterLog2,
      boolean foldsOddly,
      boolean valuesByDictionary,
      List<PageLocation> pages) {
    public Entry {
      pages = List.copyOf(pages);
    }
  }

  private final List<Entry> entries = new ArrayList<>();

  public void add(Entry slice) {
    entries.add(slice);
  }

  public int slices() {
    return entries.size();
  }

  /// Calls `action` for each slice in order.
  public void each(Consumer<Entry> action) {
    entries.forEach(action);
  }

  public void write(GrowingBytes out) {
    SliceTable.write(this, out);
  }
}
