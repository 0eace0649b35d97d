package io.millrace.store.object;

import io.millrace.schemas.model.Labels;
import io.millrace.store.index.SliceTable;
import io.millrace.store.page.CorruptObjectException;
import io.millrace.store.page.Leaf;
import io.millrace.store.rows.LineColumn;
import io.millrace.store.rows.MetadataColumn;
import io.millrace.store.rows.PageDecoder;
import io.millrace.store.rows.PageDecoder.StoredPage;
import io.millrace.store.rows.Slice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A slice of an object, its pages in the store until they are asked for.
final class StoredSlice implements Slice {
  private final ObjectIndex index;
  private final PageStore store;
  private final int slice;
  private final List<Labels> labels = new ArrayList<>();
  private int[] bounds = new int[2];
  private final Map<Leaf, StoredPage> pages = new EnumMap<>(Leaf.class);

  private long @Nullable [] timestamps;
  private @Nullable LineColumn lines;
  private @Nullable MetadataColumn metadata;

  StoredSlice(ObjectIndex index, PageStore store, int slice) {
    this.index = index;
    this.store = store;
    this.slice = slice;
  }

  /// Adds a run behind the others; rows of the slice.
  void addRun(Labels stream, int firstRow, int endRow) {
    int run = labels.size();
    if (bounds.length < 2 * run + 2) {
      bounds = Arrays.copyOf(bounds, bounds.length * 2);
    }
    bounds[2 * run] = firstRow;
    bounds[2 * run + 1] = endRow;
    labels.add(stream);
  }

  boolean belongsTo(PageStore other) {
    return store == other;
  }

  /// The pages of `column` that are neither here nor decoded.
  void want(Column column, List<PageStore.Wanted> wanted) {
    switch (column) {
      case TIMESTAMP -> want(Leaf.TIMESTAMP, timestamps != null, wanted);
      case LINE -> want(Leaf.LINE, lines != null, wanted);
      case METADATA -> {
        boolean decoded = metadata != null || hasNoMetadata();
        want(Leaf.METADATA_KEY, decoded, wanted);
        want(Leaf.METADATA_VALUE, decoded, wanted);
      }
    }
  }

  private void want(Leaf leaf, boolean decoded, List<PageStore.Wanted> wanted) {
    if (!decoded && !pages.containsKey(leaf)) {
      wanted.add(new PageStore.Wanted(this, leaf, store.range(leaf, slice)));
    }
  }

  /// Takes a page until it is decoded.
  void hold(Leaf leaf, byte[] bytes, int at) {
    pages.put(leaf, new StoredPage(bytes, at, index.slices().page(leaf, slice)));
  }

  @Override
  public int rows() {
    return index.slices().rows(slice);
  }

  @Override
  public long rawBytes() {
    return index.slices().rawBytes(slice);
  }

  @Override
  public long minTimestamp() {
    return index.slices().minTimestamp(slice);
  }

  @Override
  public long maxTimestamp() {
    return index.slices().maxTimestamp(slice);
  }

  @Override
  public int runs() {
    return labels.size();
  }

  @Override
  public Labels labels(int run) {
    return labels.get(run);
  }

  @Override
  public int firstRow(int run) {
    return bounds[2 * run];
  }

  @Override
  public int endRow(int run) {
    return bounds[2 * run + 1];
  }

  @Override
  public long[] timestamps() throws IOException {
    long[] known = timestamps;
    if (known == null) {
      StoredPage page = fetch(Leaf.TIMESTAMP);
      known = decode(() -> PageDecoder.timestamps(page, rows()));
      timestamps = known;
      pages.remove(Leaf.TIMESTAMP);
    }
    return known;
  }

  @Override
  public LineColumn lines() throws IOException {
    LineColumn known = lines;
    if (known == null) {
      StoredPage page = fetch(Leaf.LINE);
      known = decode(() -> PageDecoder.lines(index.directory().codec(), page, rows()));
      lines = known;
      pages.remove(Leaf.LINE);
    }
    return known;
  }

  @Override
  public MetadataColumn metadata() throws IOException {
    MetadataColumn known = metadata;
    if (known == null) {
      known = hasNoMetadata() ? MetadataColumn.none(rows()) : readMetadata();
      metadata = known;
      pages.remove(Leaf.METADATA_KEY);
      pages.remove(Leaf.METADATA_VALUE);
    }
    return known;
  }

  @Override
  public void release() {
    timestamps = null;
    lines = null;
    metadata = null;
    pages.clear();
  }

  private MetadataColumn readMetadata() throws IOException {
    StoredPage keyPage = fetch(Leaf.METADATA_KEY);
    StoredPage valuePage = fetch(Leaf.METADATA_VALUE);
    return decode(
        () ->
            PageDecoder.metadata(
                index.directory().codec(),
                keyPage,
                valuePage,
                index.metadata(),
                index.slices().valuesByDictionary(slice),
                rows()));
  }

  /// Whether the whole object has none.
  private boolean hasNoMetadata() {
    return index.metadata().keys().length == 0;
  }

  private StoredPage fetch(Leaf leaf) throws IOException {
    StoredPage held = pages.get(leaf);
    if (held != null) {
      return held;
    }
    PageStore.Range range = store.range(leaf, slice);
    return new StoredPage(store.read(range), 0, index.slices().page(leaf, slice));
  }

  private interface Decoding<T> {
    T decode() throws CorruptObjectException;
  }

  private <T> T decode(Decoding<T> decoding) throws CorruptObjectException {
    try {
      return decoding.decode();
    } catch (CorruptObjectException e) {
      SliceTable slices = index.slices();
      throw new CorruptObjectException(
          "object %s, slice %d of %d: %s"
              .formatted(index.entry().name(), slice, slices.slices(), e.getMessage()),
          e);
    }
  }
}
