package io.millrace.store.objectstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.store.objectstore.ObjectStore.StoredObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What every object store promises. A store is tested by extending this class; each test has a
/// store of its own, empty at first.
abstract class ObjectStoreContract {
  abstract ObjectStore store();

  static List<ByteBuffer> content(int... bytes) {
    byte[] array = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      array[i] = (byte) bytes[i];
    }
    return List.of(ByteBuffer.wrap(array));
  }

  static byte[] all(ObjectStore store, String name) throws IOException {
    return store.read(name, 0, (int) store.size(name));
  }

  private List<StoredObject> listed(String prefix) throws IOException {
    List<StoredObject> found = new ArrayList<>();
    store().list(prefix, found::add);
    return found;
  }

  private List<String> names(String prefix) throws IOException {
    return listed(prefix).stream().map(StoredObject::name).toList();
  }

  @Test
  void putIfAbsent_storesTheBuffersEndToEndAndLeavesThemAsTheyWere() throws IOException {
    ByteBuffer first = ByteBuffer.wrap(new byte[] {9, 1, 2, 9}).position(1).limit(3);
    ByteBuffer empty = ByteBuffer.allocate(0);
    ByteBuffer direct = ByteBuffer.allocateDirect(2).put(new byte[] {3, 4}).flip();

    boolean stored = store().putIfAbsent("a/b/object.bin", List.of(first, empty, direct));

    assertThat(stored).isTrue();
    assertThat(all(store(), "a/b/object.bin")).containsExactly(1, 2, 3, 4);
    assertThat(first).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2}));
    assertThat(direct.remaining()).isEqualTo(2);
  }

  @Test
  void putIfAbsent_neverReplaces() throws IOException {
    store().putIfAbsent("chunk", content(1));

    boolean again = store().putIfAbsent("chunk", content(2));

    assertThat(again).isFalse();
    assertThat(all(store(), "chunk")).containsExactly(1);
  }

  @Test
  void putIfAbsent_storesAnEmptyObject() throws IOException {
    boolean stored = store().putIfAbsent("empty", List.of());

    assertThat(stored).isTrue();
    assertThat(store().size("empty")).isZero();
    assertThat(all(store(), "empty")).isEmpty();
    assertThat(names("")).containsExactly("empty");
  }

  @Test
  void putIfAbsent_hasOneWinnerOfSixteen() throws Exception {
    int callers = 16;
    for (int round = 0; round < 5; round++) {
      String name = "race/round-" + round;
      var start = new CyclicBarrier(callers);
      List<Future<Boolean>> answers = new ArrayList<>();
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < callers; i++) {
          byte[] mine = new byte[64 << 10];
          Arrays.fill(mine, (byte) i);
          answers.add(
              threads.submit(
                  () -> {
                    start.await();
                    return store().putIfAbsent(name, List.of(ByteBuffer.wrap(mine)));
                  }));
        }
      }

      List<Integer> winners = winners(answers);
      assertThat(winners).hasSize(1);
      byte[] expected = new byte[64 << 10];
      Arrays.fill(expected, winners.getFirst().byteValue());
      assertThat(all(store(), name)).isEqualTo(expected);
    }
  }

  private static List<Integer> winners(List<Future<Boolean>> answers)
      throws ExecutionException, InterruptedException {
    List<Integer> winners = new ArrayList<>();
    for (int i = 0; i < answers.size(); i++) {
      if (answers.get(i).get()) {
        winners.add(i);
      }
    }
    return winners;
  }

  @Test
  void bigObject_survives() throws IOException {
    byte[] bytes = new byte[20_000_000];
    new Random(20).nextBytes(bytes);
    List<ByteBuffer> parts = new ArrayList<>();
    for (int at = 0; at < bytes.length; at += 3_000_001) {
      parts.add(ByteBuffer.wrap(bytes, at, Math.min(3_000_001, bytes.length - at)));
    }

    store().putIfAbsent("big", parts);

    assertThat(store().size("big")).isEqualTo(bytes.length);
    assertThat(all(store(), "big")).isEqualTo(bytes);
    assertThat(store().read("big", 12_345_678, 1000))
        .isEqualTo(Arrays.copyOfRange(bytes, 12_345_678, 12_346_678));
  }

  @Test
  void read_givesTheRangeAskedFor() throws IOException {
    store().putIfAbsent("object", content(0, 1, 2, 3, 4));

    assertThat(store().read("object", 0, 5)).containsExactly(0, 1, 2, 3, 4);
    assertThat(store().read("object", 1, 3)).containsExactly(1, 2, 3);
    assertThat(store().read("object", 4, 1)).containsExactly(4);
    assertThat(store().read("object", 2, 0)).isEmpty();
    assertThat(store().read("object", 5, 0)).isEmpty();
  }

  @Test
  void read_refusesARangeThatLeavesTheObject() throws IOException {
    store().putIfAbsent("object", content(0, 1, 2));

    assertThatThrownBy(() -> store().read("object", 1, 3)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> store().read("object", 3, 1)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> store().read("object", 100, 1)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> store().read("object", 4, 0)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> store().read("object", -1, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void missingObject_isToldApart() throws IOException {
    store().putIfAbsent("a/b/c", content(1));

    for (String name : List.of("nothing", "a/b", "a/b/d", "a/x/c")) {
      assertThatThrownBy(() -> store().read(name, 0, 1))
          .isInstanceOf(NoSuchObjectException.class)
          .hasMessage("no object named " + name);
      assertThatThrownBy(() -> store().read(name, 0, 0)).isInstanceOf(NoSuchObjectException.class);
      assertThatThrownBy(() -> store().size(name)).isInstanceOf(NoSuchObjectException.class);
    }
  }

  @Test
  void list_isAscendingByWholeName() throws IOException {
    List<String> names =
        List.of("a-b/c", "a/b-c", "a/b.c", "a/b/c", "a/b/d", "a/b0", "a0", "b", "tenant=A/x", "tz");
    for (String name : names.reversed()) {
      store().putIfAbsent(name, content(1, 2, 3));
    }

    assertThat(names("")).containsExactlyElementsOf(names.stream().sorted().toList());
    assertThat(names("a/b")).containsExactly("a/b-c", "a/b.c", "a/b/c", "a/b/d", "a/b0");
    assertThat(names("a/b/")).containsExactly("a/b/c", "a/b/d");
    assertThat(names("a/b/c")).containsExactly("a/b/c");
    assertThat(names("t")).containsExactly("tenant=A/x", "tz");
    assertThat(names("a/c")).isEmpty();
    assertThat(names("nowhere/at/all")).isEmpty();
  }

  @Test
  void list_tellsSizeAndAge() throws IOException {
    long before = System.currentTimeMillis();
    store().putIfAbsent("object", content(1, 2, 3));

    StoredObject listed = listed("").getFirst();

    assertThat(listed.bytes()).isEqualTo(3);
    assertThat(listed.modifiedAtMillis())
        .isBetween(before - 2000, System.currentTimeMillis() + 2000);
  }

  @Test
  void list_turnsPages() throws Exception {
    int count = 1203;
    List<String> names = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(4)) {
      List<Future<?>> done = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        String name = "many/%05d".formatted(i);
        names.add(name);
        done.add(threads.submit(() -> store().putIfAbsent(name, List.of())));
      }
      for (Future<?> each : done) {
        each.get();
      }
    }

    assertThat(names("many/")).isEqualTo(names);
  }

  @Test
  void delete_removesTheObjectAndNothingElse() throws IOException {
    store().putIfAbsent("a/b", content(1));
    store().putIfAbsent("a/bc", content(2));

    store().delete("a/b");
    store().delete("a/b");
    store().delete("never/was");

    assertThat(names("")).containsExactly("a/bc");
    assertThatThrownBy(() -> store().size("a/b")).isInstanceOf(NoSuchObjectException.class);
    assertThat(store().putIfAbsent("a/b", content(3))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/a", "a/", "a//b", "../a", "a/../b", "a/.b", "a b", "ä", "a\\b"})
  void badName_isRefused(String name) {
    assertThatThrownBy(() -> store().putIfAbsent(name, content(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("object name");
  }
}
