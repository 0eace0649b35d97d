package io.millrace.store.page;

import com.github.luben.zstd.ZstdException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;
import org.apache.parquet.format.CompressionCodec;
import org.xerial.snappy.Snappy;

/// How the pages of an object are compressed. The timestamps never are: they are packed already,
/// and no codec makes them smaller.
public enum Codec {
  ZSTD(0, CompressionCodec.ZSTD),
  LZ4(1, CompressionCodec.LZ4_RAW),
  SNAPPY(2, CompressionCodec.SNAPPY),
  GZIP(3, CompressionCodec.GZIP);

  private static final ZstdContexts UNZSTD =
      new ZstdContexts(2 * Runtime.getRuntime().availableProcessors());
  private static final LZ4SafeDecompressor UNLZ4 = LZ4Factory.fastestInstance().safeDecompressor();

  private final int number;
  private final CompressionCodec parquet;

  Codec(int number, CompressionCodec parquet) {
    this.number = number;
    this.parquet = parquet;
  }

  /// The codec of that name, in any case: `zstd`, `lz4`, `snappy` or `gzip`.
  ///
  /// @throws IllegalArgumentException for any other name
  public static Codec of(String name) {
    for (Codec codec : values()) {
      if (codec.label().equals(name.toLowerCase(Locale.ROOT))) {
        return codec;
      }
    }
    throw new IllegalArgumentException(
        "unknown codec '%s': zstd, lz4, snappy or gzip".formatted(name));
  }

  /// The codec whose [#number()] this is.
  public static Codec ofNumber(int number) throws CorruptObjectException {
    for (Codec codec : values()) {
      if (codec.number == number) {
        return codec;
      }
    }
    throw new CorruptObjectException("unknown codec number " + number);
  }

  /// How an index writes it.
  public int number() {
    return number;
  }

  /// The name in lower case, as settings and descriptions write it.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// What the footer calls it.
  public CompressionCodec parquet() {
    return parquet;
  }

  /// Decompresses `packed[at] … packed[at + length - 1]` to the front of `plain`; it must become
  /// exactly `plainLength` bytes.
  public void decompress(byte[] packed, int at, int length, byte[] plain, int plainLength)
      throws CorruptObjectException {
    long found;
    try {
      found =
          switch (this) {
            case ZSTD -> UNZSTD.decompress(packed, at, length, plain, plainLength);
            case LZ4 -> UNLZ4.decompress(packed, at, length, plain, 0, plainLength);
            case SNAPPY -> unsnappy(packed, at, length, plain, plainLength);
            case GZIP -> gunzip(packed, at, length, plain, plainLength);
          };
    } catch (IOException | LZ4Exception | ZstdException e) {
      throw new CorruptObjectException(
          "%d bytes cannot be decompressed as %s: %s".formatted(length, label(), e.getMessage()),
          e);
    }
    if (found != plainLength) {
      throw new CorruptObjectException(
          "%s gave %d bytes, not %d".formatted(label(), found, plainLength));
    }
  }

  private static long unsnappy(byte[] packed, int at, int length, byte[] plain, int plainLength)
      throws IOException {
    int promised = Snappy.uncompressedLength(packed, at, length);
    return promised == plainLength ? Snappy.uncompress(packed, at, length, plain, 0) : promised;
  }

  private static long gunzip(byte[] packed, int at, int length, byte[] plain, int plainLength)
      throws IOException {
    try (var in = new GZIPInputStream(new ByteArrayInputStream(packed, at, length), 8 << 10)) {
      int found = in.readNBytes(plain, 0, plainLength);
      return in.read() < 0 ? found : plainLength + 1L;
    }
  }
}
