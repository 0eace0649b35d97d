package io.millrace.store.objectstore;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;

/// A process that stores objects in a directory until it is killed, and prints the name of each
/// once it is stored. `PutForever DIRECTORY`.
final class PutForever {
  private static final int THREADS = 4;

  private PutForever() {}

  @SuppressWarnings("SystemOut") // the parent reads it
  public static void main(String[] args) throws Exception {
    ObjectStore store = DirectoryObjectStore.open(Path.of(args[0]));
    try (var threads = Executors.newFixedThreadPool(THREADS)) {
      for (int t = 0; t < THREADS; t++) {
        int thread = t;
        var _ =
            threads.submit(
                () -> {
                  for (int i = 0; ; i++) {
                    String name = "thread-%d/object-%d".formatted(thread, i);
                    store.putIfAbsent(name, List.of(ByteBuffer.wrap(content(name))));
                    System.out.println(name);
                  }
                });
      }
    }
  }

  /// What the object of this name holds.
  static byte[] content(String name) {
    byte[] bytes = new byte[200_000 + (name.hashCode() & 0xffff)];
    new Random(name.hashCode()).nextBytes(bytes);
    return bytes;
  }

  /// Reads the whole object and compares.
  static boolean isWhole(ObjectStore store, String name) throws IOException {
    byte[] expected = content(name);
    return store.size(name) == expected.length
        && Arrays.equals(store.read(name, 0, expected.length), expected);
  }
}
