package io.millrace.store.index;

import io.millrace.store.page.ByteCursor;
import io.millrace.store.page.CorruptObjectException;
import io.millrace.store.page.GrowingBytes;
import io.millrace.store.page.Leaf;
import io.millrace.store.page.PageLocation;
import java.util.Arrays;
import java.util.BitSet;

/// The slices of an object: their rows, span of time, size, filter and pages. Immutable.
///
/// Positions of pages are not stored: the data pages of a leaf follow each other without a gap, so
/// a page lies at the leaf's first data page plus the lengths before it.
public final class SliceTable {
  private static final int MAX_SLICES = 1 << 24;
  private static final int FOLDS_ODDLY = 0x80;
  private static final int VALUES_BY_DICTIONARY = 0x40;
  private static final int LOG2 = 0x3f;

  private final long[] firstRow;
  private final long[] minTimestamp;
  private final long[] maxTimestamp;
  private final long[] rawBytes;
  private final byte[] filterLog2;
  private final BitSet foldsOddly = new BitSet();
  private final BitSet valuesByDictionary = new BitSet();
  private final long[][] offset;
  private final int[][] headerLength;
  private final int[][] plainLength;
  private final int[][] values;
  private final int[][] crc32c;

  private SliceTable(int slices) {
    int leaves = Leaf.ALL.size();
    firstRow = new long[slices + 1];
    minTimestamp = new long[slices];
    maxTimestamp = new long[slices];
    rawBytes = new long[slices];
    filterLog2 = new byte[slices];
    offset = new long[leaves][slices + 1];
    headerLength = new int[leaves][slices];
    plainLength = new int[leaves][slices];
    values = new int[leaves][slices];
    crc32c = new int[leaves][slices];
  }

  /// Reads what [SliceTableBuilder] wrote.
  public static SliceTable read(ByteCursor in) throws CorruptObjectException {
    SliceTable table = new SliceTable(in.count(MAX_SLICES));
    int slices = table.slices();
    for (int i = 0; i < slices; i++) {
      table.firstRow[i + 1] = table.firstRow[i] + in.count(Integer.MAX_VALUE);
    }
    long min = 0;
    for (int i = 0; i < slices; i++) {
      min += in.zigZag();
      table.minTimestamp[i] = min;
      table.maxTimestamp[i] = min + in.varint();
    }
    for (int i = 0; i < slices; i++) {
      table.rawBytes[i] = in.varint();
    }
    for (int i = 0; i < slices; i++) {
      int flags = in.u8();
      int log2 = flags & LOG2;
      if (log2 != 0 && (log2 < 6 || log2 > 30)) {
        throw in.corrupt("filter of 2^%d bits".formatted(log2));
      }
      table.filterLog2[i] = (byte) log2;
      table.foldsOddly.set(i, (flags & FOLDS_ODDLY) != 0);
      table.valuesByDictionary.set(i, (flags & VALUES_BY_DICTIONARY) != 0);
    }
    for (Leaf leaf : Leaf.ALL) {
      table.readPages(leaf.number(), in);
    }
    in.end();
    return table;
  }

  private void readPages(int leaf, ByteCursor in) throws CorruptObjectException {
    for (int i = 0; i < slices(); i++) {
      headerLength[leaf][i] = in.count(1 << 20);
      int body = in.count(Integer.MAX_VALUE - headerLength[leaf][i]);
      offset[leaf][i + 1] = offset[leaf][i] + headerLength[leaf][i] + body;
      plainLength[leaf][i] = in.count(Integer.MAX_VALUE);
      values[leaf][i] = in.count(Integer.MAX_VALUE);
    }
    for (int i = 0; i < slices(); i++) {
      crc32c[leaf][i] = in.int32();
    }
  }

  public int slices() {
    return rawBytes.length;
  }

  public long rows() {
    return firstRow[slices()];
  }

  public long firstRow(int slice) {
    return firstRow[slice];
  }

  public int rows(int slice) {
    return (int) (firstRow[slice + 1] - firstRow[slice]);
  }

  public long minTimestamp(int slice) {
    return minTimestamp[slice];
  }

  public long maxTimestamp(int slice) {
    return maxTimestamp[slice];
  }

  public long rawBytes(int slice) {
    return rawBytes[slice];
  }

  /// Log2 of the bits of each slice's filter, 0 where it has none.
  public byte[] filterSizesLog2() {
    return filterLog2.clone();
  }

  /// Log2 of the bits of the slice's filter, 0 where it has none.
  public int filterSizeLog2(int slice) {
    return filterLog2[slice];
  }

  /// The slices whose text folds oddly; see [io.millrace.store.filter.SliceFilter].
  public BitSet foldsOddly() {
    return (BitSet) foldsOddly.clone();
  }

  /// Whether the slice's metadata values are ids into their dictionary.
  public boolean valuesByDictionary(int slice) {
    return valuesByDictionary.get(slice);
  }

  /// Bytes from the leaf's first data page to the slice's page.
  public long pageOffset(Leaf leaf, int slice) {
    return offset[leaf.number()][slice];
  }

  /// Bytes of all data pages of the leaf.
  public long pageBytes(Leaf leaf) {
    return offset[leaf.number()][slices()];
  }

  /// The page of the slice in that leaf.
  public PageLocation page(Leaf leaf, int slice) {
    int l = leaf.number();
    return new PageLocation(
        (int) (offset[l][slice + 1] - offset[l][slice]),
        headerLength[l][slice],
        plainLength[l][slice],
        values[l][slice],
        crc32c[l][slice]);
  }

  /// The slice that holds the row.
  public int sliceOf(long row) {
    int found = Arrays.binarySearch(firstRow, row);
    return found >= 0 ? found : -found - 2;
  }

  /// About how many bytes of heap this takes.
  public long heapBytes() {
    return 256 + slices() * (33L + Leaf.ALL.size() * 24L);
  }

  /// Writes the table of slices, in their order.
  static void write(SliceTableBuilder from, GrowingBytes out) {
    int slices = from.slices();
    out.putVarint(slices);
    from.each(slice -> out.putVarint(slice.rows()));
    long[] last = new long[1];
    from.each(
        slice -> {
          out.putZigZag(slice.minTimestamp() - last[0]);
          out.putVarint(slice.maxTimestamp() - slice.minTimestamp());
          last[0] = slice.minTimestamp();
        });
    from.each(slice -> out.putVarint(slice.rawBytes()));
    from.each(
        slice ->
            out.write(
                slice.filterLog2()
                    | (slice.foldsOddly() ? FOLDS_ODDLY : 0)
                    | (slice.valuesByDictionary() ? VALUES_BY_DICTIONARY : 0)));
    for (Leaf leaf : Leaf.ALL) {
      from.each(
          slice -> {
            PageLocation page = slice.pages().get(leaf.number());
            out.putVarint(page.headerLength());
            out.putVarint(page.length() - page.headerLength());
            out.putVarint(page.plainLength());
            out.putVarint(page.values());
          });
      from.each(slice -> out.putInt(slice.pages().get(leaf.number()).crc32c()));
    }
  }
}
