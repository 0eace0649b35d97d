package io.millrace.query.stored;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import io.millrace.store.objectstore.ObjectStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;

/// Keeps blocks of objects in memory, as many bytes as it may, and reads the rest from the store
/// behind it: neighbouring blocks in one read. An object never changes under its name, so a block
/// is never outdated.
///
/// Safe for use by many threads. Two that miss the same block at the same time both read it.
public final class PageCache implements ObjectStore {
  private static final int BLOCK = 128 << 10;
  private static final int ENTRY_BYTES = 128;

  private final ObjectStore store;
  private final Cache<Block, byte[]> blocks;
  private final Cache<String, Long> sizes = Caffeine.newBuilder().maximumSize(100_000).build();

  private record Block(String name, long number) {}

  public PageCache(ObjectStore store, long bytes, MeterRegistry registry) {
    this.store = store;
    this.blocks =
        Caffeine.newBuilder()
            .maximumWeight(bytes)
            .weigher((Block block, byte[] content) -> content.length + ENTRY_BYTES)
            .recordStats()
            .build();
    CaffeineCacheMetrics.monitor(registry, blocks, "millrace.query.pages");
  }

  /// Tells the size of an object, so that nobody needs to ask for it.
  void learnSize(String name, long bytes) {
    sizes.put(name, bytes);
  }

  @Override
  public byte[] read(String name, long from, int length) throws IOException {
    long size = size(name);
    if (length == 0 || from + length > size) {
      return store.read(name, from, length);
    }
    byte[] content = new byte[length];
    long first = from / BLOCK;
    long last = (from + length - 1) / BLOCK;
    for (long number = first; number <= last; number++) {
      byte[] block = blocks.getIfPresent(new Block(name, number));
      if (block == null) {
        long missing = number;
        while (number < last && blocks.getIfPresent(new Block(name, number + 1)) == null) {
          number++;
        }
        fetch(name, missing, number, size, from, content);
      } else {
        copy(block, 0, block.length, number * BLOCK, from, content);
      }
    }
    return content;
  }

  private void fetch(String name, long first, long last, long size, long wantedFrom, byte[] content)
      throws IOException {
    long at = first * BLOCK;
    int length = Math.toIntExact(Math.min(size, (last + 1) * BLOCK) - at);
    byte[] bytes = store.read(name, at, length);
    for (int offset = 0; offset < length; offset += BLOCK) {
      int blockLength = Math.min(BLOCK, length - offset);
      byte[] block = new byte[blockLength];
      System.arraycopy(bytes, offset, block, 0, blockLength);
      blocks.put(new Block(name, (at + offset) / BLOCK), block);
    }
    copy(bytes, 0, length, at, wantedFrom, content);
  }

  /// Copies what of `bytes`, which stand at `at` in the object, belongs into `content`, which
  /// stands at `wantedFrom`.
  private static void copy(
      byte[] bytes, int start, int length, long at, long wantedFrom, byte[] content) {
    long from = Math.max(at, wantedFrom);
    long to = Math.min(at + length, wantedFrom + content.length);
    if (from < to) {
      System.arraycopy(
          bytes, start + (int) (from - at), content, (int) (from - wantedFrom), (int) (to - from));
    }
  }

  @Override
  public long size(String name) throws IOException {
    Long known = sizes.getIfPresent(name);
    if (known == null) {
      known = store.size(name);
      sizes.put(name, known);
    }
    return known;
  }

  @Override
  public boolean putIfAbsent(String name, List<ByteBuffer> content) throws IOException {
    return store.putIfAbsent(name, content);
  }

  @Override
  public void list(String prefix, Consumer<StoredObject> each) throws IOException {
    store.list(prefix, each);
  }

  @Override
  public void delete(String name) throws IOException {
    store.delete(name);
  }

  /// Leaves the store behind it open: it belongs to somebody else.
  @Override
  public void close() {
    blocks.invalidateAll();
  }
}
