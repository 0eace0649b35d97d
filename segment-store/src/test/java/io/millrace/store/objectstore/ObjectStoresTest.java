package io.millrace.store.objectstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjectStoresTest {
  @TempDir Path directory;

  @Test
  void absentSetting_isADirectoryBelowDataDir() throws IOException {
    try (var store = ObjectStores.open(Optional.empty(), Map.of(), directory)) {
      store.putIfAbsent("a/b", ObjectStoreContract.content(1));
    }

    assertThat(directory.resolve("objects/a/b")).exists();
  }

  @Test
  void fileUri_isThatDirectory() throws IOException {
    String uri = "file:" + directory.resolve("elsewhere");

    try (var store = ObjectStores.open(Optional.of(uri), Map.of(), directory)) {
      store.putIfAbsent("a", ObjectStoreContract.content(1));
    }

    assertThat(directory.resolve("elsewhere/a")).exists();
  }

  @Test
  void memoryUri_keepsNothing() throws IOException {
    try (var store = ObjectStores.open(Optional.of("memory:"), Map.of(), directory)) {
      assertThat(store).isInstanceOf(MemoryObjectStore.class);
    }
  }

  @Test
  void strangeSetting_isRefused() {
    assertThatThrownBy(() -> ObjectStores.open(Optional.of("gs://bucket"), Map.of(), directory))
        .hasMessage("objectstore needs s3://bucket, file:/path or memory:, found 'gs://bucket'");
    assertThatThrownBy(
            () -> ObjectStores.open(Optional.of("s3://b"), Map.of("regoin", "x"), directory))
        .hasMessage("unknown setting 's3.regoin'");
    assertThatThrownBy(
            () -> ObjectStores.open(Optional.of("s3://b"), Map.of("access.key", "x"), directory))
        .hasMessage("s3.access.key and s3.secret.key need each other");
    assertThatThrownBy(
            () -> ObjectStores.open(Optional.of("s3://b"), Map.of("path.style", "no"), directory))
        .hasMessage("s3.path.style needs true or false, found 'no'");
  }
}
