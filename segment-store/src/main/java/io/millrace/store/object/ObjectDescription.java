package io.millrace.store.object;

import io.millrace.schemas.catalog.ObjectEntry;
import io.millrace.schemas.catalog.SegmentId;
import io.millrace.store.index.IndexDirectory;
import io.millrace.store.index.IndexPart;
import io.millrace.store.index.SliceTable;
import io.millrace.store.page.Codec;
import io.millrace.store.page.Leaf;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What lies in an object and what it costs, as plain values to print. `columnBytes` are those of
/// the pages as stored, by the path of the leaf; `indexBytes` those of the index by part.
public record ObjectDescription(
    int formatVersion,
    ObjectEntry entry,
    List<SegmentId> segments,
    Codec codec,
    Map<String, Long> columnBytes,
    Map<String, Long> indexBytes,
    List<StreamStats> streams,
    List<SliceDescription> slices) {
  /// One slice. Timestamps in nanoseconds, inclusive; `filterBits` is 0 and `filterFill` 1 where it
  /// has no text filter.
  public record SliceDescription(
      long firstRow,
      int rows,
      long minTimestamp,
      long maxTimestamp,
      long rawBytes,
      long storedBytes,
      long filterBits,
      double filterFill) {}

  public ObjectDescription {
    segments = List.copyOf(segments);
    streams = List.copyOf(streams);
    slices = List.copyOf(slices);
  }

  /// Describes an open object; reads its text filter.
  public static ObjectDescription of(ObjectReader reader) throws IOException {
    ObjectIndex index = reader.index();
    IndexDirectory directory = index.directory();
    Map<String, Long> columnBytes = new LinkedHashMap<>();
    for (Leaf leaf : Leaf.ALL) {
      long dictionary = directory.firstPage(leaf) - directory.dictionary(leaf);
      columnBytes.put(leaf.label(), dictionary + index.slices().pageBytes(leaf));
    }
    Map<String, Long> indexBytes = new LinkedHashMap<>();
    for (IndexPart part : IndexPart.values()) {
      indexBytes.put(part.label(), directory.part(part).length());
    }
    return new ObjectDescription(
        IndexDirectory.VERSION,
        reader.entry(),
        reader.segments(),
        reader.codec(),
        columnBytes,
        indexBytes,
        reader.streams(List.of(), Long.MIN_VALUE, Long.MAX_VALUE),
        slices(index.slices(), index.filter().fills(reader.filter())));
  }

  private static List<SliceDescription> slices(SliceTable table, double[] fills) {
    List<SliceDescription> slices = new ArrayList<>();
    for (int slice = 0; slice < table.slices(); slice++) {
      long stored = 0;
      for (Leaf leaf : Leaf.ALL) {
        stored += table.page(leaf, slice).length();
      }
      int log2 = table.filterSizeLog2(slice);
      slices.add(
          new SliceDescription(
              table.firstRow(slice),
              table.rows(slice),
              table.minTimestamp(slice),
              table.maxTimestamp(slice),
              table.rawBytes(slice),
              stored,
              log2 == 0 ? 0 : 1L << log2,
              fills[slice]));
    }
    return slices;
  }
}
