package io.millrace.store.page;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Factory;
import org.xerial.snappy.Snappy;

/// Compresses pages with one codec. Equal input gives equal output, whatever went before. Used by
/// one thread at a time; holds native memory until it is closed.
public sealed interface Compressor extends AutoCloseable {
  /// Appends the compressed bytes to `out`.
  void compress(byte[] plain, int at, int length, GrowingBytes out);

  @Override
  default void close() {}

  /// `level` and `minMatch` as in `SegmentEncoding`; codecs without them ignore them.
  static Compressor of(Codec codec, int level, int minMatch) {
    return switch (codec) {
      case ZSTD -> new ZstdCompressor(level, minMatch);
      case LZ4 -> new Lz4Compressor(LZ4Factory.fastestInstance().fastCompressor());
      case SNAPPY -> new SnappyCompressor();
      case GZIP -> new GzipCompressor(level);
    };
  }

  /// One frame a page, content size in it, one context for all.
  final class ZstdCompressor implements Compressor {
    private final ZstdCompressCtx context = new ZstdCompressCtx();

    ZstdCompressor(int level, int minMatch) {
      context.setLevel(level);
      if (minMatch > 0) {
        context.setMinMatch(minMatch);
      }
    }

    @Override
    public void compress(byte[] plain, int at, int length, GrowingBytes out) {
      int bound = Math.toIntExact(Zstd.compressBound(length));
      byte[] target = out.reserve(bound);
      int size = context.compressByteArray(target, out.length(), bound, plain, at, length);
      out.length(out.length() + size);
    }

    @Override
    public void close() {
      context.close();
    }
  }

  /// Raw blocks, which Parquet calls LZ4_RAW.
  record Lz4Compressor(LZ4Compressor lz4) implements Compressor {
    @Override
    public void compress(byte[] plain, int at, int length, GrowingBytes out) {
      int bound = lz4.maxCompressedLength(length);
      byte[] target = out.reserve(bound);
      int size = lz4.compress(plain, at, length, target, out.length(), bound);
      out.length(out.length() + size);
    }
  }

  /// Raw blocks, without a frame.
  record SnappyCompressor() implements Compressor {
    @Override
    public void compress(byte[] plain, int at, int length, GrowingBytes out) {
      byte[] target = out.reserve(Snappy.maxCompressedLength(length));
      try {
        out.length(out.length() + Snappy.compress(plain, at, length, target, out.length()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /// RFC 1952.
  record GzipCompressor(int level) implements Compressor {
    @Override
    public void compress(byte[] plain, int at, int length, GrowingBytes out) {
      try (var gzip = new LeveledGzip(out, level)) {
        gzip.write(plain, at, length);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static final class LeveledGzip extends GZIPOutputStream {
      LeveledGzip(OutputStream out, int level) throws IOException {
        super(out, 8 << 10);
        def.setLevel(level);
      }
    }
  }
}
