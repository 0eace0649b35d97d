package io.millrace.store.object;

import io.millrace.schemas.model.Label;
import io.millrace.store.filter.FilterBlocks;
import io.millrace.store.index.IndexDirectory;
import io.millrace.store.index.IndexPart;
import io.millrace.store.index.PageIndexes;
import io.millrace.store.index.SliceTable;
import io.millrace.store.index.StreamIndex;
import io.millrace.store.objectstore.ObjectStore;
import io.millrace.store.page.Checksums;
import io.millrace.store.page.CorruptObjectException;
import io.millrace.store.page.GrowingBytes;
import io.millrace.store.page.Leaf;
import io.millrace.store.page.PageLocation;
import io.millrace.store.page.ParquetFooter;
import io.millrace.store.rows.PageDecoder;
import io.millrace.store.rows.PageDecoder.MapIds;
import io.millrace.store.rows.PageDecoder.StoredPage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.CRC32;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Util;

/// Reads every byte of an object and checks that all of them say the same: our checksums and
/// Parquet's, the pages against the index, the labels in the pages against the streams.
public final class ObjectVerifier {
  private final ObjectStore store;
  private final ObjectReader reader;
  private final ObjectIndex index;
  private final SliceTable slices;
  private final Map<Leaf, byte[][]> dictionaries = new EnumMap<>(Leaf.class);
  private long pages;

  private ObjectVerifier(ObjectStore store, ObjectReader reader) {
    this.store = store;
    this.reader = reader;
    this.index = reader.index();
    this.slices = index.slices();
  }

  /// What was read.
  public record Verified(long rows, long pages, long bytes) {}

  /// Verifies the object of that name and size.
  ///
  /// @throws CorruptObjectException if a byte is not what it should be
  public static Verified verify(ObjectStore store, String name, long bytes) throws IOException {
    ObjectVerifier verifier = new ObjectVerifier(store, ObjectReader.open(store, name, bytes));
    try {
      verifier.verifyAll();
    } catch (CorruptObjectException e) {
      throw new CorruptObjectException("object %s: %s".formatted(name, e.getMessage()), e);
    }
    return new Verified(verifier.slices.rows(), verifier.pages, bytes);
  }

  private void verifyAll() throws IOException {
    byte[] magic = read(0, 4);
    if (!Arrays.equals(magic, ParquetFooter.MAGIC.getBytes(StandardCharsets.US_ASCII))) {
      throw new CorruptObjectException(
          "begins with '%s', not '%s'"
              .formatted(new String(magic, StandardCharsets.ISO_8859_1), ParquetFooter.MAGIC));
    }
    BitSet blocks = new BitSet();
    long filterBytes = index.directory().part(IndexPart.FILTER).length();
    blocks.set(0, (int) Math.ceilDiv(filterBytes, FilterBlocks.BYTES));
    reader.filter().load(blocks);
    if (slices.slices() == 0) {
      return;
    }
    verifyLayout();
    for (Leaf leaf : Leaf.ALL) {
      if (leaf.hasDictionary()) {
        dictionaries.put(leaf, dictionary(leaf));
      }
    }
    expectEqual("metadata keys", Leaf.METADATA_KEY, index.metadata().keys());
    expectEqual("metadata values", Leaf.METADATA_VALUE, index.metadata().values());
    for (int slice = 0; slice < slices.slices(); slice++) {
      verify(slice);
    }
  }

  /// Chunks follow each other from the magic to Parquet's page indexes, those to ours.
  private void verifyLayout() throws IOException {
    IndexDirectory directory = index.directory();
    long at = 4;
    for (Leaf leaf : Leaf.ALL) {
      if (directory.dictionary(leaf) != at) {
        throw new CorruptObjectException(
            "%s begins at %d, not %d".formatted(leaf.label(), directory.dictionary(leaf), at));
      }
      at = directory.firstPage(leaf) + slices.pageBytes(leaf);
    }
    GrowingBytes expected = new GrowingBytes(1024);
    expected.write(PageIndexes.timestamps(slices));
    for (Leaf leaf : Leaf.ALL) {
      expected.write(PageIndexes.offsets(slices, leaf, directory.firstPage(leaf)));
    }
    long indexAt = directory.part(IndexPart.FILTER).at();
    if (at + expected.length() != indexAt
        || !Arrays.equals(read(at, expected.length()), expected.toArray())) {
      throw new CorruptObjectException("the page indexes are not those of the pages");
    }
  }

  private byte[][] dictionary(Leaf leaf) throws IOException {
    long at = index.directory().dictionary(leaf);
    byte[] bytes = read(at, (int) (index.directory().firstPage(leaf) - at));
    PageHeader header = header(leaf, bytes);
    if (header.getDictionary_page_header() == null) {
      throw new CorruptObjectException(leaf.label() + " has no dictionary page");
    }
    int values = header.getDictionary_page_header().getNum_values();
    int headerLength = bytes.length - header.getCompressed_page_size();
    PageLocation location =
        new PageLocation(
            bytes.length,
            headerLength,
            header.getUncompressed_page_size(),
            values,
            Checksums.crc32c(bytes, 0, bytes.length));
    PageHeader expected = new PageHeader(PageType.DICTIONARY_PAGE, location.plainLength(), 0);
    expected.setDictionary_page_header(new DictionaryPageHeader(values, Encoding.PLAIN));
    verifyHeader(leaf, header, expected, bytes, location);
    return PageDecoder.dictionary(leaf, reader.codec(), new StoredPage(bytes, 0, location));
  }

  private void verify(int slice) throws IOException {
    int rows = slices.rows(slice);
    Map<Leaf, StoredPage> stored = new EnumMap<>(Leaf.class);
    for (Leaf leaf : Leaf.ALL) {
      StoredPage page =
          new StoredPage(
              reader.pages().read(reader.pages().range(leaf, slice)), 0, slices.page(leaf, slice));
      boolean byDictionary = leaf == Leaf.METADATA_VALUE && slices.valuesByDictionary(slice);
      PageHeader expected = new PageHeader(PageType.DATA_PAGE, page.location().plainLength(), 0);
      expected.setData_page_header(
          new DataPageHeader(
              page.location().values(),
              byDictionary ? Encoding.RLE_DICTIONARY : leaf.encoding(),
              Encoding.RLE,
              Encoding.RLE));
      verifyHeader(leaf, header(leaf, page.bytes()), expected, page.bytes(), page.location());
      stored.put(leaf, page);
    }
    long[] timestamps = PageDecoder.timestamps(get(stored, Leaf.TIMESTAMP), rows);
    long min = Arrays.stream(timestamps).min().orElseThrow();
    long max = Arrays.stream(timestamps).max().orElseThrow();
    var lines = PageDecoder.lines(reader.codec(), get(stored, Leaf.LINE), rows);
    var metadata =
        PageDecoder.metadata(
            reader.codec(),
            get(stored, Leaf.METADATA_KEY),
            get(stored, Leaf.METADATA_VALUE),
            index.metadata(),
            slices.valuesByDictionary(slice),
            rows);
    int[] values = metadata.valueOffsets();
    long raw =
        (long) lines.offsets()[rows] - lines.offsets()[0] + values[values.length - 1] - values[0];
    if (min != slices.minTimestamp(slice)
        || max != slices.maxTimestamp(slice)
        || raw != slices.rawBytes(slice)) {
      throw new CorruptObjectException(
          "slice %d has timestamps from %d to %d and %d bytes, the index says other"
              .formatted(slice, min, max, raw));
    }
    verifyLabels(slice, get(stored, Leaf.LABEL_KEY), get(stored, Leaf.LABEL_VALUE));
  }

  private void verifyLabels(int slice, StoredPage keyPage, StoredPage valuePage)
      throws CorruptObjectException {
    StreamIndex streams = index.streams();
    byte[][] keyTexts = entries(Leaf.LABEL_KEY);
    byte[][] valueTexts = entries(Leaf.LABEL_VALUE);
    int rows = slices.rows(slice);
    MapIds keys =
        PageDecoder.mapIds(Leaf.LABEL_KEY, reader.codec(), keyPage, keyTexts.length, rows);
    MapIds values =
        PageDecoder.mapIds(Leaf.LABEL_VALUE, reader.codec(), valuePage, valueTexts.length, rows);
    int stream = -1;
    List<Label> labels = List.of();
    for (int row = 0; row < rows; row++) {
      int found = streams.streamOf(slices.firstRow(slice) + row);
      if (found != stream) {
        stream = found;
        labels = streams.labels(stream).pairs();
      }
      List<Label> inPage = new ArrayList<>();
      for (int pair = keys.firstPair()[row]; pair < keys.firstPair()[row + 1]; pair++) {
        inPage.add(
            new Label(
                new String(keyTexts[keys.ids()[pair]], StandardCharsets.UTF_8),
                new String(valueTexts[values.ids()[pair]], StandardCharsets.UTF_8)));
      }
      if (!inPage.equals(labels)) {
        throw new CorruptObjectException(
            "row %d of slice %d has the labels %s, not %s".formatted(row, slice, inPage, labels));
      }
    }
  }

  /// The header must be `expected` with the body's length and Parquet's checksum of it, and nothing
  /// but that.
  private void verifyHeader(
      Leaf leaf, PageHeader header, PageHeader expected, byte[] page, PageLocation location)
      throws IOException {
    int headerLength = location.headerLength();
    if (headerLength < 0 || headerLength > location.length()) {
      throw new CorruptObjectException(
          "a %s page has a header of %d bytes".formatted(leaf.label(), headerLength));
    }
    int body = location.length() - headerLength;
    CRC32 crc = new CRC32();
    crc.update(page, headerLength, body);
    expected.setCompressed_page_size(body);
    expected.setCrc((int) crc.getValue());
    GrowingBytes written = new GrowingBytes(64);
    Util.writePageHeader(expected, written);
    if (!header.equals(expected)
        || !Arrays.equals(written.array(), 0, written.length(), page, 0, headerLength)) {
      throw new CorruptObjectException(
          "header of a %s page is %s, not %s".formatted(leaf.label(), header, expected));
    }
    pages++;
  }

  private static PageHeader header(Leaf leaf, byte[] page) throws CorruptObjectException {
    try {
      return Util.readPageHeader(new ByteArrayInputStream(page));
    } catch (IOException | RuntimeException e) {
      throw new CorruptObjectException(
          "header of a %s page cannot be read: %s".formatted(leaf.label(), e.getMessage()), e);
    }
  }

  private void expectEqual(String what, Leaf leaf, byte[][] inIndex) throws CorruptObjectException {
    if (!Arrays.deepEquals(entries(leaf), inIndex)) {
      throw new CorruptObjectException(
          "%s in the dictionary page are not those of the index".formatted(what));
    }
  }

  private byte[][] entries(Leaf leaf) {
    return dictionaries.getOrDefault(leaf, new byte[0][]);
  }

  private static StoredPage get(Map<Leaf, StoredPage> pages, Leaf leaf) {
    return Objects.requireNonNull(pages.get(leaf));
  }

  private byte[] read(long at, int length) throws IOException {
    return store.read(reader.entry().name(), at, length);
  }
}
