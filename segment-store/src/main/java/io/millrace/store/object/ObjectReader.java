package io.millrace.store.object;

import io.millrace.schemas.catalog.ObjectEntry;
import io.millrace.schemas.catalog.SegmentId;
import io.millrace.schemas.model.LabelMatcher;
import io.millrace.schemas.model.Labels;
import io.millrace.store.filter.TextQuery;
import io.millrace.store.index.SliceTable;
import io.millrace.store.index.StreamIndex;
import io.millrace.store.objectstore.ObjectStore;
import io.millrace.store.page.Codec;
import io.millrace.store.rows.Slice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.PeekableIntIterator;

/// An open object: its index in memory, its pages where they are until a slice is asked for them.
/// Immutable and safe for use by many threads; nothing to close.
public final class ObjectReader {
  /// The largest filter that stays in memory, about that of 300 MB of raw logs.
  private static final int MAX_RESIDENT_FILTER = 8 << 20;

  private final ObjectIndex index;
  private final PageStore pages;
  private final StoredFilter filter;

  private ObjectReader(ObjectStore store, ObjectIndex index, int maxResidentFilter) {
    this.index = index;
    this.pages = new PageStore(store, index);
    this.filter = new StoredFilter(pages, index, maxResidentFilter);
  }

  /// Reads the index. `bytes` is the object's size, as the catalog knows it. One ranged read of the
  /// object's end if the index fits into an eighth of it, else two or three.
  ///
  /// @throws io.millrace.store.page.CorruptObjectException if the bytes are not what we wrote
  /// @throws UnknownVersionException if they are of a format that is not known here
  public static ObjectReader open(ObjectStore store, String name, long bytes) throws IOException {
    return open(store, name, bytes, MAX_RESIDENT_FILTER);
  }

  static ObjectReader open(ObjectStore store, String name, long bytes, int maxResidentFilter)
      throws IOException {
    return new ObjectReader(store, ObjectIndex.open(store, name, bytes), maxResidentFilter);
  }

  /// What the object says of itself, as the catalog keeps it.
  public ObjectEntry entry() {
    return index.entry();
  }

  /// The segments whose rows are in here.
  public List<SegmentId> segments() {
    return index.description().segments();
  }

  public Codec codec() {
    return index.directory().codec();
  }

  /// The most heap this reader comes to hold, for the weight in a cache. Slices are not in it.
  public long heapBytes() {
    return index.heapBytes() + filter.heapBytes();
  }

  /// The slices that can hold rows of streams that satisfy all `matchers`, with `fromTimestamp <=
  /// timestamp < toTimestamp` (nanoseconds), whose text satisfies `text`. Runs are those of the
  /// chosen streams; rows outside the time range can be among them, and every condition but the
  /// matchers has still to be checked on the rows.
  ///
  /// Reads at most the text filter (the first time, or some rows of it where it is large). A slice
  /// fetches and decodes each column when first asked; see [#load] to fetch many together.
  public Selection select(
      List<LabelMatcher> matchers, long fromTimestamp, long toTimestamp, TextQuery text)
      throws IOException {
    Runs runs = new Runs();
    runs.collect(matchers, fromTimestamp, toTimestamp);
    BitSet candidates = runs.slices;
    if (!candidates.isEmpty() && !(text instanceof TextQuery.Anything)) {
      candidates = (BitSet) candidates.clone();
      candidates.and(index.filter().candidates(text, filter));
    }
    return new Selection(
        runs.slices(candidates), stats(fromTimestamp, toTimestamp, runs.slices, candidates));
  }

  /// Fetches columns of slices of this reader, neighbours in one read, reads in parallel. The
  /// slices hold the compressed pages until they decode them.
  public void load(List<Slice> slices, Set<Column> columns) throws IOException {
    List<PageStore.Wanted> wanted = new ArrayList<>();
    for (Slice slice : slices) {
      if (!(slice instanceof StoredSlice stored) || !stored.belongsTo(pages)) {
        throw new IllegalArgumentException("a slice that is not of " + entry().name());
      }
      columns.forEach(column -> stored.want(column, wanted));
    }
    if (!wanted.isEmpty()) {
      pages.load(wanted);
    }
  }

  /// The streams that satisfy all `matchers` and whose span of time meets `[fromTimestamp,
  /// toTimestamp)`, ascending by label text. Reads nothing.
  public List<StreamStats> streams(
      List<LabelMatcher> matchers, long fromTimestamp, long toTimestamp) {
    StreamIndex streams = index.streams();
    List<StreamStats> found = new ArrayList<>();
    PeekableIntIterator chosen = streams.select(matchers).getIntIterator();
    while (chosen.hasNext()) {
      int stream = chosen.next();
      if (meets(stream, fromTimestamp, toTimestamp)) {
        found.add(
            new StreamStats(
                streams.labels(stream),
                streams.firstRow(stream),
                streams.endRow(stream) - streams.firstRow(stream),
                streams.rawBytes(stream),
                streams.minTimestamp(stream),
                streams.maxTimestamp(stream)));
      }
    }
    return found;
  }

  ObjectIndex index() {
    return index;
  }

  StoredFilter filter() {
    return filter;
  }

  PageStore pages() {
    return pages;
  }

  private boolean meets(int stream, long from, long to) {
    return index.streams().minTimestamp(stream) < to
        && index.streams().maxTimestamp(stream) >= from;
  }

  private boolean sliceMeets(int slice, long from, long to) {
    return from < to
        && index.slices().minTimestamp(slice) < to
        && index.slices().maxTimestamp(slice) >= from;
  }

  private SelectStats stats(long from, long to, BitSet labelled, BitSet chosen) {
    SelectStats stats = SelectStats.NONE;
    for (int slice = 0; slice < index.slices().slices(); slice++) {
      long bytes = index.slices().rawBytes(slice);
      boolean byTime = !sliceMeets(slice, from, to);
      boolean byLabels = !byTime && !labelled.get(slice);
      boolean byFilter = !byTime && !byLabels && !chosen.get(slice);
      stats =
          stats.plus(
              new SelectStats(
                  1,
                  byTime ? 1 : 0,
                  byLabels ? 1 : 0,
                  byFilter ? 1 : 0,
                  bytes,
                  byTime ? bytes : 0,
                  byLabels ? bytes : 0,
                  byFilter ? bytes : 0));
    }
    return stats;
  }

  /// Which streams have rows in which slices: pairs, ascending by slice, then stream.
  private final class Runs {
    private final BitSet slices = new BitSet();
    private int[] pairs = new int[64];
    private int count;

    void collect(List<LabelMatcher> matchers, long from, long to) {
      StreamIndex streams = index.streams();
      PeekableIntIterator chosen = streams.select(matchers).getIntIterator();
      while (chosen.hasNext()) {
        int stream = chosen.next();
        if (!meets(stream, from, to)) {
          continue;
        }
        int last = index.slices().sliceOf(streams.endRow(stream) - 1);
        for (int i = index.slices().sliceOf(streams.firstRow(stream)); i <= last; i++) {
          if (sliceMeets(i, from, to)) {
            add(i, stream);
          }
        }
      }
    }

    private void add(int slice, int stream) {
      if (count + 2 > pairs.length) {
        pairs = Arrays.copyOf(pairs, count * 2);
      }
      pairs[count++] = slice;
      pairs[count++] = stream;
      slices.set(slice);
    }

    List<Slice> slices(BitSet wanted) {
      SliceTable table = index.slices();
      List<Slice> found = new ArrayList<>();
      int current = -1;
      int labelled = -1;
      Labels labels = Labels.EMPTY;
      @Nullable StoredSlice open = null;
      for (int i = 0; i < count; i += 2) {
        int slice = pairs[i];
        int stream = pairs[i + 1];
        if (!wanted.get(slice)) {
          continue;
        }
        if (open == null || slice != current) {
          open = new StoredSlice(index, pages, slice);
          current = slice;
          found.add(open);
        }
        if (stream != labelled) {
          labels = index.streams().labels(stream);
          labelled = stream;
        }
        long first = table.firstRow(slice);
        open.addRun(
            labels,
            (int) Math.max(0, index.streams().firstRow(stream) - first),
            (int) Math.min(table.rows(slice), index.streams().endRow(stream) - first));
      }
      return found;
    }
  }
}
