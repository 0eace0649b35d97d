package io.millrace.store.objectstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryObjectStoreTest extends ObjectStoreContract {
  @TempDir Path directory;

  @SuppressWarnings("NullAway.Init") // set before each test
  private ObjectStore store;

  @BeforeEach
  void open() throws IOException {
    store = DirectoryObjectStore.open(directory);
  }

  @Override
  ObjectStore store() {
    return store;
  }

  @Test
  void object_isAPlainFile() throws IOException {
    store.putIfAbsent("a/b", content(1, 2));

    assertThat(directory.resolve("a/b")).hasBinaryContent(new byte[] {1, 2});
  }

  @Test
  void put_leavesNothingBehind() throws IOException {
    store.putIfAbsent("a", content(1));
    store.putIfAbsent("a", content(1));

    assertThat(directory.resolve(".incoming")).isEmptyDirectory();
  }

  @Test
  void open_removesWhatAKilledProcessLeft() throws IOException {
    store.putIfAbsent("kept", content(1));
    Path deserted = Files.write(directory.resolve(".incoming/deserted"), new byte[] {1});
    Path underWay = Files.write(directory.resolve(".incoming/under-way"), new byte[] {1});
    Files.setLastModifiedTime(deserted, FileTime.from(Instant.now().minus(Duration.ofMinutes(11))));

    ObjectStore reopened = DirectoryObjectStore.open(directory);

    assertThat(deserted).doesNotExist();
    assertThat(underWay).exists();
    assertThat(all(reopened, "kept")).containsExactly(1);
  }

  @Test
  void list_stepsOverForeignFiles() throws IOException {
    Files.createDirectories(directory.resolve("a/empty"));
    Files.write(directory.resolve("a/.hidden"), new byte[] {1});
    store.putIfAbsent("a/b", content(1));
    var names = new ArrayList<String>();

    store.list("", object -> names.add(object.name()));

    assertThat(names).containsExactly("a/b");
  }

  @Test
  void killedProcess_leavesWholeObjectsOnly() throws Exception {
    Process writer =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                PutForever.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    List<String> stored = new ArrayList<>();
    try (var names = writer.inputReader()) {
      for (int i = 0; i < 40; i++) {
        stored.add(names.readLine());
      }
    } finally {
      writer.destroyForcibly().waitFor();
    }

    List<String> listed = new ArrayList<>();
    store.list("", object -> listed.add(object.name()));

    assertThat(listed).containsAll(stored);
    for (String name : listed) {
      assertThat(PutForever.isWhole(store, name)).as(name).isTrue();
    }
  }
}
