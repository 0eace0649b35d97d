package io.millrace.store.object;

import static io.millrace.store.object.SampleRows.assemble;
import static io.millrace.store.object.SampleRows.random;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.model.LabelMatcher;
import io.millrace.store.filter.TextQuery;
import io.millrace.store.object.SampleRows.Row;
import io.millrace.store.objectstore.MemoryObjectStore;
import io.millrace.store.objectstore.ObjectStore;
import io.millrace.store.page.Codec;
import io.millrace.store.rows.Slice;
import io.millrace.store.segment.SegmentEncoding;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is read from the store, and when.
class ObjectReadsTest {
  private final CountingStore store = new CountingStore();
  private final List<Row> written = random(81, 30, 400);

  @SuppressWarnings("NullAway.Init") // set before each test
  private AssembledObject object;

  @BeforeEach
  void write() throws IOException {
    object = assemble(new SegmentEncoding(Codec.ZSTD, 1, 0, 16 << 10, 4096), written);
    store.putIfAbsent(object.entry().name(), object.content());
  }

  @Test
  void open_readsTheEndOnce() throws IOException {
    open();

    assertThat(store.reads.get()).isEqualTo(1);
    assertThat(store.bytes.get()).isLessThan(object.entry().bytes() / 2);
  }

  @Test
  void select_byLabelsAndTimeReadsNothing() throws IOException {
    ObjectReader reader = open();
    store.forget();

    Selection selection =
        reader.select(
            List.of(new LabelMatcher("app", LabelMatcher.Op.EQUAL, "app-1")),
            Long.MIN_VALUE,
            Long.MAX_VALUE,
            new TextQuery.Anything());
    reader.streams(List.of(), Long.MIN_VALUE, Long.MAX_VALUE);

    assertThat(selection.slices()).isNotEmpty();
    assertThat(store.reads.get()).isZero();
  }

  @Test
  void timestamps_readTheirPagesOnly() throws IOException {
    ObjectReader reader = open();
    Slice slice = all(reader).getFirst();
    store.forget();

    slice.timestamps();
    slice.timestamps();

    assertThat(store.reads.get()).isEqualTo(1);
    assertThat(store.bytes.get()).isLessThan(slice.rows() * 10L + 200);
  }

  @Test
  void load_joinsNeighboursAndReadsNothingTwice() throws IOException {
    ObjectReader reader = open();
    List<Slice> slices = all(reader);
    store.forget();

    reader.load(slices, EnumSet.of(Column.LINE));
    long reads = store.reads.get();
    reader.load(slices, EnumSet.of(Column.LINE));
    for (Slice slice : slices) {
      slice.lines();
    }

    assertThat(slices).hasSizeGreaterThan(40);
    assertThat(reads).isLessThan(3);
    assertThat(store.reads.get()).isEqualTo(reads);
  }

  @Test
  void filter_thatIsLargeIsReadByItsRows() throws IOException {
    ObjectReader resident = open();
    ObjectReader byRows =
        ObjectReader.open(store, object.entry().name(), object.entry().bytes(), 0);
    store.forget();

    int pruned = 0;
    for (Row row : written.subList(0, 200)) {
      if (row.line().length() > 30) {
        TextQuery query = contains(row.line().substring(row.line().length() - 20));
        SelectStats expected = select(resident, query).stats();
        store.forget();
        SelectStats found = select(byRows, query).stats();
        assertThat(found).isEqualTo(expected);
        assertThat(store.reads.get()).isBetween(1L, 17L);
        pruned += found.prunedByFilter();
      }
    }

    assertThat(pruned).isGreaterThan(1000);
    assertThat(byRows.heapBytes()).isLessThan(resident.heapBytes());
  }

  private ObjectReader open() throws IOException {
    return ObjectReader.open(store, object.entry().name(), object.entry().bytes());
  }

  private static List<Slice> all(ObjectReader reader) throws IOException {
    return select(reader, new TextQuery.Anything()).slices();
  }

  private static Selection select(ObjectReader reader, TextQuery query) throws IOException {
    return reader.select(List.of(), Long.MIN_VALUE, Long.MAX_VALUE, query);
  }

  private static TextQuery contains(String text) {
    return new TextQuery.Contains(text.getBytes(StandardCharsets.UTF_8), false);
  }

  /// A bucket that counts what is read of it.
  private static final class CountingStore implements ObjectStore {
    private final MemoryObjectStore bucket = new MemoryObjectStore();
    private final AtomicLong reads = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();

    void forget() {
      reads.set(0);
      bytes.set(0);
    }

    @Override
    public boolean putIfAbsent(String name, List<ByteBuffer> content) {
      return bucket.putIfAbsent(name, content);
    }

    @Override
    public byte[] read(String name, long from, int length) throws IOException {
      reads.incrementAndGet();
      bytes.addAndGet(length);
      return bucket.read(name, from, length);
    }

    @Override
    public long size(String name) throws IOException {
      return bucket.size(name);
    }

    @Override
    public void list(String prefix, Consumer<StoredObject> each) {
      bucket.list(prefix, each);
    }

    @Override
    public void delete(String name) {
      bucket.delete(name);
    }

    @Override
    public void close() {
      bucket.close();
    }
  }
}
