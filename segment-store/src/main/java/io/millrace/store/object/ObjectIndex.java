package io.millrace.store.object;

import io.millrace.schemas.catalog.ObjectEntry;
import io.millrace.store.filter.FilterBlocks;
import io.millrace.store.filter.FilterLayout;
import io.millrace.store.filter.TextFilter;
import io.millrace.store.index.IndexDirectory;
import io.millrace.store.index.IndexPart;
import io.millrace.store.index.SelfDescription;
import io.millrace.store.index.SliceTable;
import io.millrace.store.index.StreamIndex;
import io.millrace.store.objectstore.ObjectStore;
import io.millrace.store.page.ByteCursor;
import io.millrace.store.page.Checksums;
import io.millrace.store.page.Codec;
import io.millrace.store.page.CorruptObjectException;
import io.millrace.store.page.Leaf;
import io.millrace.store.page.ParquetFooter;
import io.millrace.store.rows.PageDecoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Everything but pages and filter, read from the object's end and checked. Immutable.
///
/// `tailFilter` is the filter part where it came along with the rest.
record ObjectIndex(
    ObjectEntry entry,
    SelfDescription description,
    IndexDirectory directory,
    SliceTable slices,
    StreamIndex streams,
    PageDecoder.MetadataDictionaries metadata,
    FilterLayout filterLayout,
    TextFilter filter,
    int[] filterSums,
    byte @Nullable [] tailFilter) {
  private static final int MIN_TAIL = 64 << 10;
  private static final int MAX_TAIL = 1 << 20;
  private static final int END = 8;

  static ObjectIndex open(ObjectStore store, String name, long bytes) throws IOException {
    try {
      return new Opening(store, name, bytes).open();
    } catch (CorruptObjectException e) {
      throw new CorruptObjectException("object %s: %s".formatted(name, e.getMessage()), e);
    }
  }

  /// The end of the object, as far as it has been read.
  private static final class Opening {
    private final ObjectStore store;
    private final String name;
    private final long size;
    private long from;
    private byte[] tail;

    Opening(ObjectStore store, String name, long size) throws IOException {
      this.store = store;
      this.name = name;
      this.size = size;
      if (size < END + IndexDirectory.BYTES) {
        throw new CorruptObjectException("%d bytes are too few".formatted(size));
      }
      int guess = (int) Math.min(size, Math.clamp(size / 8, MIN_TAIL, MAX_TAIL));
      this.from = size - guess;
      this.tail = store.read(name, from, guess);
    }

    ObjectIndex open() throws IOException {
      int footerLength = footerLength();
      long footerAt = size - END - footerLength;
      reach(footerAt - IndexDirectory.BYTES);
      Map<String, String> pairs =
          ParquetFooter.keyValues(ParquetFooter.read(tail, in(footerAt), footerLength));
      IndexDirectory directory = directory(pairs, footerAt, footerLength);
      SelfDescription description = SelfDescription.read(pairs);
      long indexEnd = footerAt - IndexDirectory.BYTES;
      for (IndexPart.Location part : directory.parts()) {
        if (part.at() < 0 || part.length() < 0 || part.length() > indexEnd - part.at()) {
          throw new CorruptObjectException(
              "an index part of %d bytes at %d does not end before %d"
                  .formatted(part.length(), part.at(), indexEnd));
        }
      }
      reach(directory.part(IndexPart.FILTER_SUMS).at());
      byte[] slicesPart = part(directory, IndexPart.SLICES);
      SliceTable slices =
          SliceTable.read(new ByteCursor("slices", slicesPart, 0, slicesPart.length));
      StreamIndex streams =
          new StreamIndex(part(directory, IndexPart.STREAMS), part(directory, IndexPart.POSTINGS));
      FilterLayout layout = new FilterLayout(slices.filterSizesLog2());
      ObjectIndex index =
          new ObjectIndex(
              new ObjectEntry(
                  description.tenant(),
                  name,
                  size,
                  directory.rows(),
                  streams.streams(),
                  directory.rawBytes(),
                  directory.minTimestamp(),
                  directory.maxTimestamp()),
              description,
              directory,
              slices,
              streams,
              new PageDecoder.MetadataDictionaries(
                  entries(part(directory, IndexPart.METADATA_KEYS)),
                  entries(part(directory, IndexPart.METADATA_VALUES))),
              layout,
              new TextFilter(layout, slices.foldsOddly()),
              sums(part(directory, IndexPart.FILTER_SUMS)),
              tailFilter(directory.part(IndexPart.FILTER)));
      index.check(indexEnd);
      return index;
    }

    private int footerLength() throws CorruptObjectException {
      int end = tail.length;
      String magic = new String(tail, end - 4, 4, StandardCharsets.ISO_8859_1);
      if (!magic.equals(ParquetFooter.MAGIC)) {
        throw new CorruptObjectException(
            "ends with '%s', not '%s'".formatted(magic, ParquetFooter.MAGIC));
      }
      int length = new ByteCursor("footer length", tail, end - END, end).int32();
      if (length <= 0 || length > size - END - IndexDirectory.BYTES) {
        throw new CorruptObjectException(
            "footer of %d bytes in an object of %d".formatted(length, size));
      }
      return length;
    }

    /// A footer that its directory disowns is corrupt; only one that is sound can be too new.
    private IndexDirectory directory(Map<String, String> pairs, long footerAt, int footerLength)
        throws IOException {
      String version = pairs.get(SelfDescription.FORMAT);
      if (version == null) {
        throw new CorruptObjectException("the footer has no key-value " + SelfDescription.FORMAT);
      }
      IndexDirectory directory;
      try {
        directory = IndexDirectory.read(tail, in(footerAt - IndexDirectory.BYTES));
      } catch (CorruptObjectException e) {
        if (version.equals(Integer.toString(IndexDirectory.VERSION))) {
          throw e;
        }
        throw new UnknownVersionException(name, version, IndexDirectory.VERSION);
      }
      Checksums.check("footer", tail, in(footerAt), footerLength, directory.footerCrc32c());
      return directory;
    }

    private byte[] part(IndexDirectory directory, IndexPart part) throws CorruptObjectException {
      IndexPart.Location location = directory.part(part);
      int at = in(location.at());
      int length = Math.toIntExact(location.length());
      Checksums.check(part.label(), tail, at, length, location.crc32c());
      if (length == location.plainLength()) {
        return Arrays.copyOfRange(tail, at, at + length);
      }
      byte[] plain = new byte[location.plainLength()];
      Codec.ZSTD.decompress(tail, at, length, plain, plain.length);
      return plain;
    }

    private byte @Nullable [] tailFilter(IndexPart.Location location) {
      if (location.at() < from) {
        return null;
      }
      int at = in(location.at());
      return Arrays.copyOfRange(tail, at, at + (int) location.length());
    }

    /// Makes sure that the object is here from `position` on.
    private void reach(long position) throws IOException {
      if (position < 0) {
        throw new CorruptObjectException("position " + position);
      }
      if (position < from) {
        byte[] before = store.read(name, position, Math.toIntExact(from - position));
        byte[] joined = Arrays.copyOf(before, Math.addExact(before.length, tail.length));
        System.arraycopy(tail, 0, joined, before.length, tail.length);
        tail = joined;
        from = position;
      }
    }

    private int in(long position) {
      return (int) (position - from);
    }
  }

  /// What the parts say must agree.
  private void check(long indexEnd) throws CorruptObjectException {
    expect("rows of slices", slices.rows(), directory.rows());
    expect("rows of streams", streams.rows(), directory.rows());
    expect("rows of the footer", description.rows(), directory.rows());
    long filterBytes = directory.part(IndexPart.FILTER).length();
    expect("filter bytes", filterBytes, filterLayout.bytes());
    expect("filter sums", filterSums.length, Math.ceilDiv(filterBytes, FilterBlocks.BYTES));
    for (Leaf leaf : Leaf.ALL) {
      long end = directory.firstPage(leaf) + slices.pageBytes(leaf);
      if (directory.dictionary(leaf) < 0
          || directory.firstPage(leaf) < directory.dictionary(leaf)
          || end > indexEnd) {
        throw new CorruptObjectException(
            "pages of %s end at %d, the index at %d".formatted(leaf.label(), end, indexEnd));
      }
    }
  }

  private static void expect(String what, long found, long expected) throws CorruptObjectException {
    if (found != expected) {
      throw new CorruptObjectException("%s: %d, not %d".formatted(what, found, expected));
    }
  }

  private static byte[][] entries(byte[] part) throws CorruptObjectException {
    ByteCursor in = new ByteCursor("metadata dictionary", part, 0, part.length);
    byte[][] entries = new byte[in.count(part.length)][];
    for (int i = 0; i < entries.length; i++) {
      int length = in.count(in.remaining());
      int at = in.skip(length);
      entries[i] = Arrays.copyOfRange(part, at, at + length);
    }
    in.end();
    return entries;
  }

  private static int[] sums(byte[] part) throws CorruptObjectException {
    ByteCursor in = new ByteCursor("filter sums", part, 0, part.length);
    int[] sums = new int[part.length / 4];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = in.int32();
    }
    in.end();
    return sums;
  }

  /// About how many bytes of heap this takes.
  long heapBytes() {
    return 1024
        + slices.heapBytes()
        + streams.heapBytes()
        + filterSums.length * 4L
        + (metadata.keys().length + metadata.values().length) * 64L;
  }
}
