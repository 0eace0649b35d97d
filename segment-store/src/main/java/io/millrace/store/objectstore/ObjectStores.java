package io.millrace.store.objectstore;

import io.millrace.store.objectstore.s3.S3ObjectStore;
import io.millrace.store.objectstore.s3.S3Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Opens the object store that the settings name.
public final class ObjectStores {
  private static final String DIRECTORY = "objects";
  private static final String MEMORY = "memory:";

  private ObjectStores() {}

  /// `setting` is the value of `objectstore`: absent is the directory `objects` below `dataDir`, or
  /// `s3://bucket[/prefix]` with `s3` (see [S3Settings#from]), `file:/path`, `memory:`. The caller
  /// closes the store.
  ///
  /// @throws IllegalArgumentException if the setting is none of these
  public static ObjectStore open(Optional<String> setting, Map<String, String> s3, Path dataDir)
      throws IOException {
    if (setting.isEmpty()) {
      return DirectoryObjectStore.open(dataDir.resolve(DIRECTORY));
    }
    String place = setting.get();
    if (place.equals(MEMORY)) {
      return new MemoryObjectStore();
    }
    URI uri = URI.create(place);
    return switch (uri.getScheme()) {
      case "s3" -> S3ObjectStore.open(S3Settings.from(uri, s3));
      case "file" -> DirectoryObjectStore.open(Path.of(uri.getPath()));
      case null, default ->
          throw new IllegalArgumentException(
              "objectstore needs s3://bucket, file:/path or memory:, found '%s'".formatted(place));
    };
  }
}
