package io.millrace.store.segment;

import io.millrace.store.index.SliceTable;
import io.millrace.store.page.Checksums;
import io.millrace.store.page.CorruptObjectException;
import io.millrace.store.page.Leaf;
import io.millrace.store.page.PageLocation;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A tenant's payloads cut into pages, filters and blocks of the index. Pages are views of the
/// payloads, not copies.
public final class SegmentPages {
  private final SegmentSummary summary;
  private final SliceTable slices;
  private final List<List<ByteBuffer>> columns = new ArrayList<>();
  private final List<long[]> filters = new ArrayList<>();
  private final List<List<ByteBuffer>> dictionaries = new ArrayList<>();
  private final List<byte[]> blocks = new ArrayList<>();

  private SegmentPages(SegmentSummary summary) throws CorruptObjectException {
    this.summary = summary;
    this.slices = summary.slices();
    Leaf.ALL.forEach(_ -> columns.add(new ArrayList<>()));
  }

  /// Cuts `payloads` as `summary` says.
  ///
  /// @throws CorruptObjectException if a payload is missing, too many, or not the summary's
  public static SegmentPages cut(SegmentSummary summary, List<byte[]> payloads)
      throws CorruptObjectException {
    check(summary.parts(), payloads);
    SegmentPages pages = new SegmentPages(summary);
    Cursor cursor = new Cursor(payloads);
    for (int slice = 0; slice < pages.slices.slices(); slice++) {
      for (Leaf leaf : Leaf.ALL) {
        cursor.take(pages.slices.page(leaf, slice).length(), pages.columns.get(leaf.number()));
      }
      pages.filters.add(cursor.words(pages.slices.filterSizeLog2(slice)));
    }
    for (PageLocation dictionary : summary.dictionaries()) {
      List<ByteBuffer> bytes = new ArrayList<>();
      cursor.take(dictionary.length(), bytes);
      pages.dictionaries.add(bytes);
    }
    for (SegmentSummary.Block block : summary.blocks()) {
      pages.blocks.add(cursor.bytes(block.length()));
    }
    cursor.end();
    return pages;
  }

  public SliceTable slices() {
    return slices;
  }

  /// The data pages of the leaf, end to end.
  public List<ByteBuffer> column(Leaf leaf) {
    return columns.get(leaf.number());
  }

  /// The dictionary page of the leaf, null where it has none.
  public @Nullable PageLocation dictionary(Leaf leaf) {
    return leaf.hasDictionary() ? summary.dictionaries().get(dictionaryOrdinal(leaf)) : null;
  }

  /// The bytes of that page.
  public List<ByteBuffer> dictionaryBytes(Leaf leaf) {
    return dictionaries.get(dictionaryOrdinal(leaf));
  }

  /// The words of each slice's text filter.
  public List<long[]> filters() {
    return filters;
  }

  /// A block of the index; see [SegmentSummary.Block].
  public byte[] block(int number) {
    return blocks.get(number);
  }

  private static int dictionaryOrdinal(Leaf wanted) {
    int ordinal = 0;
    for (Leaf leaf : Leaf.ALL) {
      if (leaf == wanted) {
        break;
      }
      ordinal += leaf.hasDictionary() ? 1 : 0;
    }
    return ordinal;
  }

  private static void check(List<SegmentSummary.Part> parts, List<byte[]> payloads)
      throws CorruptObjectException {
    if (parts.size() != payloads.size()) {
      throw new CorruptObjectException(
          "%d payloads, the summary has %d".formatted(payloads.size(), parts.size()));
    }
    for (int i = 0; i < parts.size(); i++) {
      byte[] payload = payloads.get(i);
      if (payload.length != parts.get(i).length()) {
        throw new CorruptObjectException(
            "payload %d has %d bytes, not %d".formatted(i, payload.length, parts.get(i).length()));
      }
      Checksums.check("payload " + i, payload, 0, payload.length, parts.get(i).crc32c());
    }
  }

  /// Walks over the payloads as one run of bytes.
  private static final class Cursor {
    private final List<byte[]> payloads;
    private int payload;
    private int at;

    Cursor(List<byte[]> payloads) {
      this.payloads = payloads;
    }

    void take(int length, List<ByteBuffer> to) throws CorruptObjectException {
      for (int left = length; left > 0; ) {
        if (payload == payloads.size()) {
          throw new CorruptObjectException("the payloads end %d bytes too early".formatted(left));
        }
        byte[] current = payloads.get(payload);
        int step = Math.min(left, current.length - at);
        if (step > 0) {
          to.add(ByteBuffer.wrap(current, at, step).slice());
        }
        at += step;
        left -= step;
        if (at == current.length) {
          payload++;
          at = 0;
        }
      }
    }

    byte[] bytes(int length) throws CorruptObjectException {
      List<ByteBuffer> views = new ArrayList<>();
      take(length, views);
      byte[] bytes = new byte[length];
      int to = 0;
      for (ByteBuffer view : views) {
        int size = view.remaining();
        view.get(bytes, to, size);
        to += size;
      }
      return bytes;
    }

    long[] words(int sizeLog2) throws CorruptObjectException {
      long[] words = new long[sizeLog2 == 0 ? 0 : 1 << (sizeLog2 - 6)];
      ByteBuffer.wrap(bytes(words.length * Long.BYTES))
          .order(ByteOrder.LITTLE_ENDIAN)
          .asLongBuffer()
          .get(words);
      return words;
    }

    void end() throws CorruptObjectException {
      if (payload != payloads.size()) {
        throw new CorruptObjectException("bytes are left over in payload " + payload);
      }
    }
  }
}
