package io.millrace.store.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.CRC32;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Util;

/// Gives page bodies their compression, checksum and header. Used by one thread at a time; holds
/// native memory until it is closed.
public final class PageWriter implements AutoCloseable {
  private final Compressor compressor;
  private final GrowingBytes packed = new GrowingBytes(256 << 10);

  public PageWriter(Compressor compressor) {
    this.compressor = compressor;
  }

  /// Appends a V1 data page of `leaf` to `out`, in the leaf's encoding.
  public PageLocation data(Leaf leaf, int values, GrowingBytes body, GrowingBytes out) {
    return data(leaf, leaf.encoding(), values, body, out);
  }

  /// Appends a V1 data page of `leaf` whose values are ids into its dictionary page.
  public PageLocation dictionaryData(Leaf leaf, int values, GrowingBytes body, GrowingBytes out) {
    return data(leaf, Encoding.RLE_DICTIONARY, values, body, out);
  }

  private PageLocation data(
      Leaf leaf, Encoding encoding, int values, GrowingBytes body, GrowingBytes out) {
    PageHeader header = new PageHeader(PageType.DATA_PAGE, body.length(), 0);
    header.setData_page_header(new DataPageHeader(values, encoding, Encoding.RLE, Encoding.RLE));
    return write(header, leaf.isCompressed(), values, body, out);
  }

  /// Appends a dictionary page to `out`: the body is its entries, plainly encoded.
  public PageLocation dictionary(int entries, GrowingBytes body, GrowingBytes out) {
    PageHeader header = new PageHeader(PageType.DICTIONARY_PAGE, body.length(), 0);
    header.setDictionary_page_header(new DictionaryPageHeader(entries, Encoding.PLAIN));
    return write(header, true, entries, body, out);
  }

  private PageLocation write(
      PageHeader header, boolean compressed, int values, GrowingBytes plain, GrowingBytes out) {
    GrowingBytes body = plain;
    if (compressed) {
      packed.clear();
      compressor.compress(plain.array(), 0, plain.length(), packed);
      body = packed;
    }
    CRC32 crc = new CRC32();
    crc.update(body.array(), 0, body.length());
    header.setCompressed_page_size(body.length());
    header.setCrc((int) crc.getValue());
    int from = out.length();
    try {
      Util.writePageHeader(header, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    int headerLength = out.length() - from;
    out.write(body.array(), 0, body.length());
    return new PageLocation(
        out.length() - from,
        headerLength,
        plain.length(),
        values,
        Checksums.crc32c(out.array(), from, out.length() - from));
  }

  @Override
  public void close() {
    compressor.close();
  }
}
