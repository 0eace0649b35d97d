package io.millrace.store.page;

import com.github.luben.zstd.ZstdDecompressCtx;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/// Idle decompression contexts. To make one costs as much as to decompress a small page ten times
/// over, and contexts are native memory that nobody would free with its thread; so a few are kept
/// for whoever comes next. Safe for use by many threads.
final class ZstdContexts {
  private final BlockingQueue<ZstdDecompressCtx> idle;

  /// Keeps at most `most` contexts, about 160 KiB each.
  ZstdContexts(int most) {
    this.idle = new ArrayBlockingQueue<>(most);
  }

  int decompress(byte[] packed, int at, int length, byte[] plain, int plainLength) {
    ZstdDecompressCtx context = idle.poll();
    if (context == null) {
      context = new ZstdDecompressCtx();
    }
    try {
      return context.decompressByteArray(plain, 0, plainLength, packed, at, length);
    } finally {
      if (!idle.offer(context)) {
        context.close();
      }
    }
  }
}
