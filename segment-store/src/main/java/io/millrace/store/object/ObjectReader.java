package io.millrace.store.object;

import io.millrace.schemas.catalog.ObjectEntry;
import io.millrace.schemas.catalog.SegmentId;
import io.millrace.schemas.model.LabelMatcher;
import io.millrace.store.filter.TextQuery;
import io.millrace.store.objectstore.ObjectStore;
import io.millrace.store.page.Codec;
import io.millrace.store.rows.Slice;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/// An open object: its index in memory, its pages where they are until a slice is asked for them.
/// Immutable and safe for use by many threads; nothing to close.
@SuppressWarnings("DoNotCallSuggester")
public final class ObjectReader {
  private ObjectReader() {}

  /// Reads the index. `bytes` is the object's size, as the catalog knows it. One ranged read of the
  /// object's end if the index fits into an eighth of it, else two.
  ///
  /// @throws io.millrace.store.page.CorruptObjectException if the bytes are not what we wrote
  /// @throws UnknownVersionException if they are of a format that is not known here
  public static ObjectReader open(ObjectStore store, String name, long bytes) throws IOException {
    throw new IOException(store + name + bytes);
  }

  /// What the object says of itself, as the catalog keeps it.
  public ObjectEntry entry() {
    throw new UnsupportedOperationException();
  }

  /// The segments whose rows are in here.
  public List<SegmentId> segments() {
    throw new UnsupportedOperationException();
  }

  public Codec codec() {
    throw new UnsupportedOperationException();
  }

  /// The most heap this reader comes to hold, for the weight in a cache. Slices are not in it.
  public long heapBytes() {
    throw new UnsupportedOperationException();
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
    throw new IOException(matchers.toString() + fromTimestamp + toTimestamp + text);
  }

  /// Fetches columns of slices of this reader, neighbours in one read, reads in parallel. The
  /// slices hold the compressed pages until they decode them.
  public void load(List<Slice> slices, Set<Column> columns) throws IOException {
    throw new IOException(slices.toString() + columns);
  }

  /// The streams that satisfy all `matchers` and whose span of time meets `[fromTimestamp,
  /// toTimestamp)`, ascending by label text. Reads nothing.
  public List<StreamStats> streams(
      List<LabelMatcher> matchers, long fromTimestamp, long toTimestamp) {
    throw new UnsupportedOperationException(matchers.toString() + fromTimestamp + toTimestamp);
  }
}
