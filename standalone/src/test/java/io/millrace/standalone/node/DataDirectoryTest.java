package io.millrace.standalone.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.runtime.SettingsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
  @TempDir Path directory;

  @Test
  void hold_isForOneAtATime() {
    var data = directory.resolve("data");
    try (var first = DataDirectory.hold(data)) {
      assertThat(first).isNotNull();
      assertThat(DataDirectory.tryHold(data)).isEmpty();
      assertThatThrownBy(() -> DataDirectory.hold(data))
          .isInstanceOf(SettingsException.class)
          .hasMessage("data.dir %s is in use by another millrace process", data);
    }

    try (var second = DataDirectory.hold(data)) {
      assertThat(second).isNotNull();
    }
  }

  @Test
  void hold_saysWhenTheDirectoryCannotBeUsed() throws Exception {
    var file = Files.createFile(directory.resolve("file"));

    assertThatThrownBy(() -> DataDirectory.hold(file))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("cannot be used");
  }

  @Test
  void announcedBroker_isForgottenWithTheHold() {
    try (var held = DataDirectory.hold(directory)) {
      held.announceBroker("127.0.0.1:20001");

      assertThat(DataDirectory.announcedBroker(directory)).contains("127.0.0.1:20001");
    }

    assertThat(DataDirectory.announcedBroker(directory)).isEmpty();
  }
}
