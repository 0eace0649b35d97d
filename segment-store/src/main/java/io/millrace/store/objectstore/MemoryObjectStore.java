package io.millrace.store.objectstore;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;

/// A bucket on the heap, for tests and throw-away runs. Holds whatever it is given: it has no
/// budget and forgets everything with the process.
public final class MemoryObjectStore implements ObjectStore {
  private final NavigableMap<String, Held> objects = new ConcurrentSkipListMap<>();

  private record Held(byte[] bytes, long modifiedAtMillis) {}

  @Override
  public boolean putIfAbsent(String name, List<ByteBuffer> content) {
    ObjectName.check(name);
    if (objects.containsKey(name)) {
      return false;
    }
    byte[] bytes = new byte[Math.toIntExact(Content.bytes(content))];
    ByteBuffer whole = ByteBuffer.wrap(bytes);
    for (ByteBuffer part : content) {
      whole.put(part.duplicate());
    }
    return objects.putIfAbsent(name, new Held(bytes, System.currentTimeMillis())) == null;
  }

  @Override
  public byte[] read(String name, long from, int length) throws IOException {
    byte[] bytes = held(name).bytes();
    Content.checkRange(name, from, length, bytes.length);
    return Arrays.copyOfRange(bytes, (int) from, (int) from + length);
  }

  @Override
  public long size(String name) throws IOException {
    return held(name).bytes().length;
  }

  @Override
  public void list(String prefix, Consumer<StoredObject> each) {
    for (var entry : objects.tailMap(prefix, true).entrySet()) {
      if (!entry.getKey().startsWith(prefix)) {
        return;
      }
      Held held = entry.getValue();
      each.accept(new StoredObject(entry.getKey(), held.bytes().length, held.modifiedAtMillis()));
    }
  }

  @Override
  public void delete(String name) {
    objects.remove(name);
  }

  @Override
  public void close() {
    objects.clear();
  }

  private Held held(String name) throws NoSuchObjectException {
    Held held = objects.get(name);
    if (held == null) {
      throw new NoSuchObjectException(name);
    }
    return held;
  }
}
