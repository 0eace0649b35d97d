package io.millrace.store.segment;

import io.millrace.store.filter.GramSet;
import io.millrace.store.filter.SliceFilter;
import io.millrace.store.index.SliceTableBuilder;
import io.millrace.store.page.DeltaPacking;
import io.millrace.store.page.GrowingBytes;
import io.millrace.store.page.Leaf;
import io.millrace.store.page.MapRuns;
import io.millrace.store.page.PageLocation;
import io.millrace.store.page.PageWriter;
import java.util.ArrayList;
import java.util.List;

/// Writes one slice: a page for each leaf, in the order of the leaves, then its text filter.
final class SliceWriter {
  private final PageWriter pages;
  private final PartStream parts;
  private final GramSet grams = new GramSet();
  private final GrowingBytes body = new GrowingBytes(512 << 10);
  private final GrowingBytes out = new GrowingBytes(256 << 10);

  SliceWriter(PageWriter pages, PartStream parts) {
    this.pages = pages;
    this.parts = parts;
  }

  SliceTableBuilder.Entry write(LineBuffer rows, LabelRuns labels, MetadataBuffer metadata) {
    out.clear();
    List<PageLocation> locations = new ArrayList<>(Leaf.ALL.size());
    for (Leaf leaf : Leaf.ALL) {
      body.clear();
      int values =
          switch (leaf) {
            case TIMESTAMP -> {
              DeltaPacking.encode(rows.timestamps(), rows.rows(), body);
              yield rows.rows();
            }
            case LABEL_KEY -> map(labels.runs(), labels.keyIds(), labels.keys());
            case LABEL_VALUE -> map(labels.runs(), labels.valueIds(), labels.values());
            case LINE -> {
              texts(rows.lengths(), rows.rows(), rows.lines());
              yield rows.rows();
            }
            case METADATA_KEY -> map(metadata.runs(), metadata.ids(), metadata.keys());
            case METADATA_VALUE -> {
              metadata.runs().writeLevels(body);
              texts(metadata.lengths(), metadata.pairs(), metadata.values());
              yield metadata.runs().values();
            }
          };
      locations.add(pages.data(leaf, values, body, out));
    }
    long rawBytes = (long) rows.lines().length() + metadata.values().length();
    SliceFilter filter = filter(rows, metadata, rawBytes);
    for (long word : filter.words()) {
      out.putLong(word);
    }
    parts.write(out.array(), out.length());
    SliceTableBuilder.Entry entry =
        new SliceTableBuilder.Entry(
            rows.rows(),
            rows.minTimestamp(),
            rows.maxTimestamp(),
            rawBytes,
            filter.sizeLog2(),
            filter.foldsOddly(),
            locations);
    body.shrink(2 << 20);
    out.shrink(2 << 20);
    return entry;
  }

  private int map(MapRuns runs, int[] ids, int dictionarySize) {
    runs.writeLevels(body);
    runs.writeIds(ids, dictionarySize, body);
    return runs.values();
  }

  private void texts(long[] lengths, int count, GrowingBytes texts) {
    DeltaPacking.encode(lengths, count, body);
    body.write(texts.array(), 0, texts.length());
  }

  private SliceFilter filter(LineBuffer rows, MetadataBuffer metadata, long rawBytes) {
    grams.begin(rawBytes);
    rows.addTo(grams);
    LineBuffer.addTexts(
        metadata.values(), metadata.lengths(), metadata.pairs(), metadata.isAscii(), grams);
    return grams.finish();
  }
}
