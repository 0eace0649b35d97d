package io.millrace.store.object;

import io.millrace.schemas.catalog.ObjectEntry;
import io.millrace.schemas.catalog.SegmentId;
import io.millrace.schemas.model.TenantId;
import io.millrace.store.filter.FilterBlocks;
import io.millrace.store.filter.FilterLayout;
import io.millrace.store.index.IndexDirectory;
import io.millrace.store.index.IndexPart;
import io.millrace.store.index.PageIndexes;
import io.millrace.store.index.SelfDescription;
import io.millrace.store.index.SliceTable;
import io.millrace.store.page.Checksums;
import io.millrace.store.page.Codec;
import io.millrace.store.page.Compressor;
import io.millrace.store.page.CorruptObjectException;
import io.millrace.store.page.GrowingBytes;
import io.millrace.store.page.Leaf;
import io.millrace.store.page.PageLocation;
import io.millrace.store.page.ParquetFooter;
import io.millrace.store.segment.SegmentPages;
import io.millrace.store.segment.SegmentSummary;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Stitches a tenant's encoded pages into an object, without decoding them. Keeps the payloads: the
/// memory it holds is the size of the object, and the text filter once more while it is turned.
public final class ObjectAssembler {
  private static final int INDEX_LEVEL = 3;

  private final String name;
  private final List<SegmentId> segments;
  private final TenantId tenant;
  private final List<byte[]> payloads = new ArrayList<>();
  private long payloadBytes;

  /// The object of one segment, under the name that [ObjectNames#of] gives it.
  public ObjectAssembler(SegmentId segment, TenantId tenant) {
    this(ObjectNames.of(segment, tenant), List.of(segment), tenant);
  }

  /// An object of many segments, as compaction makes it.
  public ObjectAssembler(String name, List<SegmentId> segments, TenantId tenant) {
    this.name = name;
    this.segments = List.copyOf(segments);
    this.tenant = tenant;
  }

  /// The next payload of pages, in the order in which the encoder gave them. The array is kept.
  public void addPages(byte[] payload) {
    payloads.add(payload);
    payloadBytes += payload.length;
  }

  /// Bytes of the payloads so far.
  public long bytes() {
    return payloadBytes;
  }

  /// Writes index and footer.
  ///
  /// @throws CorruptObjectException if the payloads are not exactly those that `summary` speaks of
  public AssembledObject finish(byte[] summary) throws CorruptObjectException {
    SegmentSummary read = SegmentSummary.read(summary);
    SegmentPages pages = SegmentPages.cut(read, payloads);
    return new Layout(read, pages).write();
  }

  /// The object while it is laid out, front to back.
  private final class Layout {
    private final SegmentSummary summary;
    private final SegmentPages pages;
    private final SliceTable slices;
    private final List<ByteBuffer> content = new ArrayList<>();
    private final List<Long> dictionariesAt = new ArrayList<>();
    private final List<Long> firstPagesAt = new ArrayList<>();
    private final List<ParquetFooter.Chunk> chunks = new ArrayList<>();
    private final List<IndexPart.Location> parts = new ArrayList<>();
    private long at;

    Layout(SegmentSummary summary, SegmentPages pages) {
      this.summary = summary;
      this.pages = pages;
      this.slices = pages.slices();
    }

    AssembledObject write() {
      put(ParquetFooter.MAGIC.getBytes(StandardCharsets.US_ASCII));
      for (Leaf leaf : Leaf.ALL) {
        putColumn(leaf);
      }
      if (slices.slices() > 0) {
        putPageIndexes();
      }
      long indexAt = at;
      putIndexParts();
      byte[] footer =
          ParquetFooter.write(
              summary.codec(),
              summary.rows(),
              summary.minTimestamp(),
              summary.maxTimestamp(),
              chunks,
              new SelfDescription(
                      tenant,
                      segments,
                      summary.rows(),
                      summary.streams(),
                      summary.rawBytes(),
                      indexAt,
                      at + IndexDirectory.BYTES - indexAt)
                  .keyValues());
      put(directory(Checksums.crc32c(footer, 0, footer.length)).write());
      put(footer);
      GrowingBytes end = new GrowingBytes(8);
      end.putInt(footer.length);
      end.write(ParquetFooter.MAGIC.getBytes(StandardCharsets.US_ASCII));
      put(end.toArray());
      ObjectEntry entry =
          new ObjectEntry(
              tenant,
              name,
              at,
              summary.rows(),
              summary.streams(),
              summary.rawBytes(),
              summary.minTimestamp(),
              summary.maxTimestamp());
      return new AssembledObject(entry, content);
    }

    private void putColumn(Leaf leaf) {
      long from = at;
      dictionariesAt.add(at);
      if (slices.slices() == 0) {
        firstPagesAt.add(at);
        return;
      }
      long plain = 0;
      PageLocation dictionary = pages.dictionary(leaf);
      if (dictionary != null) {
        putAll(pages.dictionaryBytes(leaf));
        plain += dictionary.headerLength() + (long) dictionary.plainLength();
      }
      firstPagesAt.add(at);
      putAll(pages.column(leaf));
      long values = 0;
      for (int slice = 0; slice < slices.slices(); slice++) {
        PageLocation page = slices.page(leaf, slice);
        values += page.values();
        plain += page.headerLength() + (long) page.plainLength();
      }
      chunks.add(
          new ParquetFooter.Chunk(
              leaf, from, firstPagesAt.getLast(), values, plain, at - from, 0, 0, 0, 0));
    }

    private void putPageIndexes() {
      byte[] columnIndex = PageIndexes.timestamps(slices);
      long columnIndexAt = at;
      put(columnIndex);
      for (Leaf leaf : Leaf.ALL) {
        byte[] offsetIndex = PageIndexes.offsets(slices, leaf, firstPagesAt.get(leaf.number()));
        boolean hasColumnIndex = leaf == Leaf.TIMESTAMP;
        ParquetFooter.Chunk chunk = chunks.get(leaf.number());
        chunks.set(
            leaf.number(),
            new ParquetFooter.Chunk(
                leaf,
                chunk.dictionaryAt(),
                chunk.firstPageAt(),
                chunk.values(),
                chunk.plainBytes(),
                chunk.storedBytes(),
                at,
                offsetIndex.length,
                hasColumnIndex ? columnIndexAt : 0,
                hasColumnIndex ? columnIndex.length : 0));
        put(offsetIndex);
      }
    }

    private void putIndexParts() {
      FilterLayout filters = new FilterLayout(slices.filterSizesLog2());
      GrowingBytes filter = new GrowingBytes(Math.toIntExact(filters.bytes()));
      filters.write(pages.filters(), filter);
      GrowingBytes sums = new GrowingBytes(1024);
      for (int block = 0; block < filter.length(); block += FilterBlocks.BYTES) {
        int length = Math.min(FilterBlocks.BYTES, filter.length() - block);
        sums.putInt(Checksums.crc32c(filter.array(), block, length));
      }
      putPart(filter.toArray(), filter.length());
      putPart(sums.toArray(), sums.length());
      try (Compressor zstd = Compressor.of(Codec.ZSTD, INDEX_LEVEL, 0)) {
        GrowingBytes packed = new GrowingBytes(summary.slicesPart().length);
        zstd.compress(summary.slicesPart(), 0, summary.slicesPart().length, packed);
        boolean smaller = packed.length() < summary.slicesPart().length;
        putPart(smaller ? packed.toArray() : summary.slicesPart(), summary.slicesPart().length);
      }
      for (int i = 0; i < summary.blocks().size(); i++) {
        putPart(pages.block(i), summary.blocks().get(i).plainLength());
      }
    }

    private IndexDirectory directory(int footerCrc32c) {
      return new IndexDirectory(
          summary.codec(),
          summary.rows(),
          summary.rawBytes(),
          summary.minTimestamp(),
          summary.maxTimestamp(),
          dictionariesAt,
          firstPagesAt,
          parts,
          footerCrc32c);
    }

    private void putPart(byte[] stored, int plainLength) {
      parts.add(
          new IndexPart.Location(
              at, stored.length, plainLength, Checksums.crc32c(stored, 0, stored.length)));
      put(stored);
    }

    private void put(byte[] bytes) {
      putAll(List.of(ByteBuffer.wrap(bytes)));
    }

    private void putAll(List<ByteBuffer> buffers) {
      for (ByteBuffer buffer : buffers) {
        content.add(buffer);
        at += buffer.remaining();
      }
    }
  }
}
