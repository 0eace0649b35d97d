package io.millrace.store.segment;

import io.millrace.store.filter.GramSet;
import io.millrace.store.filter.SliceFilter;
import io.millrace.store.index.SliceTableBuilder;
import io.millrace.store.page.DeltaPacking;
import io.millrace.store.page.GrowingBytes;
import io.millrace.store.page.HybridRuns;
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
    boolean valuesByDictionary = metadata.useDictionary();
    List<PageLocation> locations = new ArrayList<>(Leaf.ALL.size());
    for (Leaf leaf : Leaf.ALL) {
      body.clear();
      locations.add(
          switch (leaf) {
            case TIMESTAMP -> {
              DeltaPacking.encode(rows.timestamps(), rows.rows(), body);
              yield pages.data(leaf, rows.rows(), body, out);
            }
            case LABEL_KEY -> map(leaf, labels.runs(), labels.keyIds(), labels.keys());
            case LABEL_VALUE -> map(leaf, labels.runs(), labels.valueIds(), labels.values());
            case LINE -> {
              texts(rows.lengths(), rows.rows(), rows.lines());
              yield pages.data(leaf, rows.rows(), body, out);
            }
            case METADATA_KEY -> map(leaf, metadata.runs(), metadata.ids(), metadata.keys());
            case METADATA_VALUE -> metadataValues(metadata, valuesByDictionary);
          });
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
            valuesByDictionary,
            locations);
    body.shrink(2 << 20);
    out.shrink(2 << 20);
    return entry;
  }

  private PageLocation map(Leaf leaf, MapRuns runs, int[] ids, int dictionarySize) {
    runs.writeLevels(body);
    runs.writeIds(ids, dictionarySize, body);
    return pages.data(leaf, runs.values(), body, out);
  }

  private PageLocation metadataValues(MetadataBuffer metadata, boolean byDictionary) {
    Leaf leaf = Leaf.METADATA_VALUE;
    int values = metadata.runs().values();
    metadata.runs().writeLevels(body);
    if (byDictionary) {
      HybridRuns.writeIds(metadata.valueIds(), metadata.pairs(), metadata.dictionaryValues(), body);
      return pages.dictionaryData(leaf, values, body, out);
    }
    texts(metadata.lengths(), metadata.pairs(), metadata.values());
    return pages.data(leaf, values, body, out);
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
