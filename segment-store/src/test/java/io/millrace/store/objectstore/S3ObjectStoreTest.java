package io.millrace.store.objectstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.store.testing.S3Server;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3ObjectStoreTest extends ObjectStoreContract {
  @TempDir Path directory;

  @SuppressWarnings("NullAway.Init") // set before each test
  private S3Server server;

  @SuppressWarnings("NullAway.Init") // set before each test
  private ObjectStore store;

  @BeforeEach
  void open() throws IOException {
    server = S3Server.start(directory);
    store = ObjectStores.open(Optional.of(server.uri()), server.settings(), directory);
  }

  @AfterEach
  void close() throws IOException {
    store.close();
    server.close();
  }

  @Override
  ObjectStore store() {
    return store;
  }

  @Test
  void wrongSecret_isRefused() throws IOException {
    Map<String, String> settings = new HashMap<>(server.settings());
    settings.put("secret.key", "not-the-secret");
    store.putIfAbsent("object", content(1));

    try (var stranger = ObjectStores.open(Optional.of(server.uri()), settings, directory)) {
      assertThatThrownBy(() -> stranger.putIfAbsent("other", content(1)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("403");
      assertThatThrownBy(() -> stranger.read("object", 0, 1))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("403");
      assertThatThrownBy(() -> stranger.list("", _ -> {})).hasMessageContaining("403");
    }
    assertThatThrownBy(() -> store.size("other")).isInstanceOf(NoSuchObjectException.class);
  }

  @Test
  void prefix_keepsTwoStoresOfOneBucketApart() throws IOException {
    try (var inner =
        ObjectStores.open(Optional.of(server.uri() + "/logs/eu/"), server.settings(), directory)) {
      inner.putIfAbsent("object", content(1));
      store.putIfAbsent("object", content(2));

      assertThat(all(inner, "object")).containsExactly(1);
      assertThat(all(store, "logs/eu/object")).containsExactly(1);
      var names = new StringBuilder();
      inner.list("", object -> names.append(object.name()).append(';'));
      assertThat(names).hasToString("object;");
    }
  }

  @Test
  void missingBucket_isAnErrorAndNotAMissingObject() throws IOException {
    try (var lost = ObjectStores.open(Optional.of("s3://nobody"), server.settings(), directory)) {
      assertThatThrownBy(() -> lost.putIfAbsent("object", content(1)))
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(NoSuchObjectException.class)
          .hasMessageContaining("nobody");
    }
  }

  @Test
  void server_mayGoAwayAndComeBack() throws IOException {
    store.putIfAbsent("before", content(1));
    server.stop();

    assertThatThrownBy(() -> store.putIfAbsent("during", content(2)))
        .isInstanceOf(IOException.class);
    server.start();

    assertThat(all(store, "before")).containsExactly(1);
    assertThat(store.putIfAbsent("during", content(2))).isTrue();
  }
}
