package io.millrace.store.objectstore;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/// What the stores ask about bytes that come and go.
public final class Content {
  private Content() {}

  /// The sum of what remains in `content`.
  public static long bytes(List<ByteBuffer> content) {
    long sum = 0;
    for (ByteBuffer part : content) {
      sum += part.remaining();
    }
    return sum;
  }

  /// Refuses ranges that are none, and ranges that leave an object of `size` bytes.
  public static void checkRange(String name, long from, int length, long size) throws IOException {
    if (from < 0 || length < 0) {
      throw new IllegalArgumentException(
          "range needs from >= 0 and length >= 0, found %d and %d".formatted(from, length));
    }
    if (from + length > size) {
      throw new EOFException(
          "object %s has %d bytes, asked for [%d,%d)".formatted(name, size, from, from + length));
    }
  }
}
