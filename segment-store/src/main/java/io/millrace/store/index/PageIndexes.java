package io.millrace.store.index;

import io.millrace.store.page.GrowingBytes;
import io.millrace.store.page.Leaf;
import io.millrace.store.page.ParquetFooter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.parquet.format.BoundaryOrder;
import org.apache.parquet.format.ColumnIndex;
import org.apache.parquet.format.OffsetIndex;
import org.apache.parquet.format.PageLocation;
import org.apache.parquet.format.Util;

/// Parquet's own page indexes, for other readers; ours has the same in its slice table.
public final class PageIndexes {
  private PageIndexes() {}

  /// The column index of the timestamps.
  public static byte[] timestamps(SliceTable slices) {
    int count = slices.slices();
    List<ByteBuffer> min = new ArrayList<>(count);
    List<ByteBuffer> max = new ArrayList<>(count);
    for (int slice = 0; slice < count; slice++) {
      min.add(ByteBuffer.wrap(ParquetFooter.int64(slices.minTimestamp(slice))));
      max.add(ByteBuffer.wrap(ParquetFooter.int64(slices.maxTimestamp(slice))));
    }
    ColumnIndex index =
        new ColumnIndex(Collections.nCopies(count, false), min, max, BoundaryOrder.UNORDERED);
    index.setNull_counts(Collections.nCopies(count, 0L));
    GrowingBytes out = new GrowingBytes(count * 32);
    try {
      Util.writeColumnIndex(index, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toArray();
  }

  /// The offset index of a leaf whose first data page lies at `firstPage`.
  public static byte[] offsets(SliceTable slices, Leaf leaf, long firstPage) {
    List<PageLocation> locations = new ArrayList<>(slices.slices());
    for (int slice = 0; slice < slices.slices(); slice++) {
      locations.add(
          new PageLocation(
              firstPage + slices.pageOffset(leaf, slice),
              slices.page(leaf, slice).length(),
              slices.firstRow(slice)));
    }
    GrowingBytes out = new GrowingBytes(slices.slices() * 16);
    try {
      Util.writeOffsetIndex(new OffsetIndex(locations), out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toArray();
  }
}
