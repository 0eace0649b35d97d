package io.millrace.store.objectstore;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;

/// A bucket of immutable objects. Names are `/`-separated paths of `[A-Za-z0-9._=-]` segments.
///
/// Safe for use by many threads; calls block. A transient fault is retried inside a call for a
/// bounded time and then is an [IOException].
public interface ObjectStore extends AutoCloseable {
  /// Stores `content` under `name` unless an object of that name exists. Atomic: of several callers
  /// exactly one gets `true`, and a reader sees the whole object or none. The buffers are read from
  /// position to limit and left as they were.
  boolean putIfAbsent(String name, List<ByteBuffer> content) throws IOException;

  /// Bytes `[from, from + length)` of the object.
  ///
  /// @throws NoSuchObjectException if there is no such object
  /// @throws IOException also where the object ends before the range does
  byte[] read(String name, long from, int length) throws IOException;

  /// The size of the object in bytes.
  ///
  /// @throws NoSuchObjectException if there is no such object
  long size(String name) throws IOException;

  /// Calls `each` for every object whose name begins with `prefix`, ascending by name.
  void list(String prefix, Consumer<StoredObject> each) throws IOException;

  /// Removes the object; it is no error if there is none.
  void delete(String name) throws IOException;

  @Override
  void close() throws IOException;

  /// An object in a listing. `modifiedAtMillis` is the store's own clock.
  record StoredObject(String name, long bytes, long modifiedAtMillis) {}
}
