package io.millrace.store.rows;

import io.millrace.store.page.ByteCursor;
import io.millrace.store.page.Checksums;
import io.millrace.store.page.Codec;
import io.millrace.store.page.CorruptObjectException;
import io.millrace.store.page.DeltaPacking;
import io.millrace.store.page.HybridRuns;
import io.millrace.store.page.Leaf;
import io.millrace.store.page.PageLocation;
import java.util.Arrays;

/// Turns stored pages into columns. Each method takes the whole page (header and body) inside a
/// larger array, checks its checksum first and trusts nothing after it.
public final class PageDecoder {
  private PageDecoder() {}

  /// A page in memory: `bytes[at] … bytes[at + location.length() - 1]`.
  public record StoredPage(byte[] bytes, int at, PageLocation location) {}

  /// One timestamp for each row.
  public static long[] timestamps(StoredPage page, int rows) throws CorruptObjectException {
    String what = check(Leaf.TIMESTAMP, page);
    PageLocation location = page.location();
    int from = page.at() + location.headerLength();
    int end = page.at() + location.length();
    if (end - from != location.plainLength()) {
      throw new CorruptObjectException(
          "%s has a body of %d bytes, not %d".formatted(what, end - from, location.plainLength()));
    }
    long[] timestamps = new long[rows];
    int read = DeltaPacking.decode(what, page.bytes(), from, end, timestamps, rows);
    new ByteCursor(what, page.bytes(), read, end).end();
    return timestamps;
  }

  /// The lines; the bytes are those of the decompressed page.
  public static LineColumn lines(Codec codec, StoredPage page, int rows)
      throws CorruptObjectException {
    byte[] body = open(Leaf.LINE, codec, page);
    int[] offsets = offsets(Leaf.LINE, body, 0, page.location().plainLength(), rows);
    return new LineColumn(body, offsets);
  }

  /// The pairs of row `r` are `ids[firstPair[r]] … ids[firstPair[r + 1] - 1]`.
  public record MapIds(int[] firstPair, int[] ids) {}

  /// The entries of the metadata's dictionaries.
  public record MetadataDictionaries(byte[][] keys, byte[][] values) {}

  /// The metadata: `keyPage` has the shape and the keys as ids into the dictionary, `valuePage` the
  /// values, as ids too where `byDictionary`.
  public static MetadataColumn metadata(
      Codec codec,
      StoredPage keyPage,
      StoredPage valuePage,
      MetadataDictionaries dictionaries,
      boolean byDictionary,
      int rows)
      throws CorruptObjectException {
    byte[][] keys = dictionaries.keys();
    MapIds shape = mapIds(Leaf.METADATA_KEY, codec, keyPage, keys.length, rows);
    int[] firstPair = shape.firstPair();
    int[] ids = shape.ids();
    int pairs = ids.length;
    byte[] values = open(Leaf.METADATA_VALUE, codec, valuePage);
    int valuesEnd = valuePage.location().plainLength();
    ByteCursor head = new ByteCursor(Leaf.METADATA_VALUE.label() + " page", values, 0, valuesEnd);
    head.skip(head.int32());
    head.skip(head.int32());
    if (!byDictionary) {
      int[] offsets = offsets(Leaf.METADATA_VALUE, values, head.position(), valuesEnd, pairs);
      return new MetadataColumn(firstPair, ids, keys, values, offsets);
    }
    byte[][] texts = dictionaries.values();
    int[] valueIds = ids(head, values, pairs, texts.length);
    int[] offsets = new int[pairs + 1];
    for (int i = 0; i < pairs; i++) {
      offsets[i + 1] = Math.addExact(offsets[i], texts[valueIds[i]].length);
    }
    byte[] bytes = new byte[Math.addExact(offsets[pairs], LineColumn.PADDING)];
    for (int i = 0; i < pairs; i++) {
      byte[] text = texts[valueIds[i]];
      System.arraycopy(text, 0, bytes, offsets[i], text.length);
    }
    return new MetadataColumn(firstPair, ids, keys, bytes, offsets);
  }

  /// A leaf of a map whose values are ids into a dictionary of `size` entries.
  public static MapIds mapIds(Leaf leaf, Codec codec, StoredPage page, int size, int rows)
      throws CorruptObjectException {
    int entries = page.location().values();
    byte[] body = open(leaf, codec, page);
    ByteCursor in = new ByteCursor(leaf.label() + " page", body, 0, page.location().plainLength());
    int[] repetition = levels(in, body, entries);
    int[] definition = levels(in, body, entries);
    int[] firstPair = new int[rows + 1];
    int pairs = firstPairs(in, repetition, definition, firstPair);
    return new MapIds(firstPair, ids(in, body, pairs, size));
  }

  /// Ids up to the end of the page, all below `size`.
  private static int[] ids(ByteCursor in, byte[] body, int count, int size)
      throws CorruptObjectException {
    int width = in.u8();
    if (width > 31) {
      throw in.corrupt("ids of %d bits".formatted(width));
    }
    int[] ids = new int[count];
    HybridRuns.read(in, body, width, ids, count);
    in.end();
    for (int id : ids) {
      if (id < 0 || id >= size) {
        throw in.corrupt("id %d of %d".formatted(id, size));
      }
    }
    return ids;
  }

  /// The entries of a dictionary page.
  public static byte[][] dictionary(Leaf leaf, Codec codec, StoredPage page)
      throws CorruptObjectException {
    byte[] body = open(leaf, codec, page);
    ByteCursor in =
        new ByteCursor(leaf.label() + " dictionary", body, 0, page.location().plainLength());
    byte[][] entries = new byte[page.location().values()][];
    for (int i = 0; i < entries.length; i++) {
      int length = in.int32();
      int at = in.skip(length);
      entries[i] = Arrays.copyOfRange(body, at, at + length);
    }
    in.end();
    return entries;
  }

  private static int[] levels(ByteCursor in, byte[] body, int entries)
      throws CorruptObjectException {
    int length = in.int32();
    int from = in.skip(length);
    int[] levels = new int[entries];
    HybridRuns.read(new ByteCursor("level", body, from, from + length), body, 1, levels, entries);
    return levels;
  }

  private static int firstPairs(ByteCursor in, int[] repetition, int[] definition, int[] firstPair)
      throws CorruptObjectException {
    int rows = firstPair.length - 1;
    int row = 0;
    int pairs = 0;
    for (int i = 0; i < repetition.length; i++) {
      if (repetition[i] == 0) {
        if (row == rows) {
          throw in.corrupt("more than %d rows".formatted(rows));
        }
        firstPair[row++] = pairs;
      } else if (i == 0 || definition[i] == 0 || definition[i - 1] == 0) {
        throw in.corrupt("a pair without a row");
      }
      pairs += definition[i];
    }
    if (row != rows) {
      throw in.corrupt("%d rows, not %d".formatted(row, rows));
    }
    firstPair[rows] = pairs;
    return pairs;
  }

  /// Lengths, then bytes end to end up to `end`: as offsets into the array.
  private static int[] offsets(Leaf leaf, byte[] body, int from, int end, int count)
      throws CorruptObjectException {
    String what = leaf.label() + " page";
    long[] lengths = new long[count];
    long at = DeltaPacking.decode(what, body, from, end, lengths, count);
    int[] offsets = new int[count + 1];
    for (int i = 0; i < count; i++) {
      offsets[i] = (int) at;
      at += lengths[i];
      if (lengths[i] < 0 || at > end) {
        throw new CorruptObjectException(
            "%s is corrupt: value %d has %d bytes".formatted(what, i, lengths[i]));
      }
    }
    if (at != end) {
      throw new CorruptObjectException(
          "%s is corrupt: values end at %d, not %d".formatted(what, at, end));
    }
    offsets[count] = end;
    return offsets;
  }

  private static byte[] open(Leaf leaf, Codec codec, StoredPage page)
      throws CorruptObjectException {
    check(leaf, page);
    PageLocation location = page.location();
    byte[] plain = new byte[Math.addExact(location.plainLength(), LineColumn.PADDING)];
    codec.decompress(
        page.bytes(),
        page.at() + location.headerLength(),
        location.length() - location.headerLength(),
        plain,
        location.plainLength());
    return plain;
  }

  private static String check(Leaf leaf, StoredPage page) throws CorruptObjectException {
    String what = leaf.label() + " page";
    PageLocation location = page.location();
    Checksums.check(what, page.bytes(), page.at(), location.length(), location.crc32c());
    return what;
  }
}
