package io.millrace.flusher;

import io.millrace.store.objectstore.MemoryObjectStore;
import io.millrace.store.objectstore.ObjectStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// A store that can be told to be away, or to keep its answers for itself.
final class FaultyStore implements ObjectStore {
  private final ObjectStore store = new MemoryObjectStore();
  private final AtomicInteger puts = new AtomicInteger();
  private final AtomicInteger stored = new AtomicInteger();
  private volatile boolean away;
  private volatile boolean silent;

  /// From now on every call fails, or not any more.
  void away(boolean away) {
    this.away = away;
  }

  /// From now on a put stores its object but never returns, or not any more.
  void silent(boolean silent) {
    this.silent = silent;
  }

  /// How often a put was tried.
  int puts() {
    return puts.get();
  }

  /// How many objects were stored.
  int stored() {
    return stored.get();
  }

  @Override
  public boolean putIfAbsent(String name, List<ByteBuffer> content) throws IOException {
    puts.incrementAndGet();
    check();
    boolean won = store.putIfAbsent(name, content);
    if (won) {
      stored.incrementAndGet();
    }
    if (silent) {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }
    return won;
  }

  @Override
  public byte[] read(String name, long from, int length) throws IOException {
    check();
    return store.read(name, from, length);
  }

  @Override
  public long size(String name) throws IOException {
    check();
    return store.size(name);
  }

  @Override
  public void list(String prefix, Consumer<StoredObject> each) throws IOException {
    check();
    store.list(prefix, each);
  }

  @Override
  public void delete(String name) throws IOException {
    check();
    store.delete(name);
  }

  @Override
  public void close() throws IOException {
    store.close();
  }

  private void check() throws IOException {
    if (away) {
      throw new IOException("store is away");
    }
  }
}
