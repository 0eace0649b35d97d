package io.millrace.flusher;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.runtime.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FlusherConfigTest {
  @Test
  void defaults_areThese() {
    FlusherConfig config = FlusherConfig.from(new Settings(Map.of()));

    assertThat(config.topics().chunks()).isEqualTo("millrace.chunks");
    assertThat(config.memoryBytes()).isEqualTo(256L << 20);
    assertThat(config.uploads()).isEqualTo(8);
    assertThat(config.maxBackoff()).isEqualTo(Duration.ofSeconds(30));
    assertThat(config.schemaRegistry()).isEmpty();
  }

  @Test
  void kafkaSettings_passThroughButCannotBreakExactlyOnce() {
    FlusherConfig config =
        FlusherConfig.from(
            new Settings(
                Map.of(
                    "kafka.bootstrap.servers", "a:1",
                    "kafka.session.timeout.ms", "7000",
                    "kafka.isolation.level", "read_uncommitted",
                    "kafka.enable.auto.commit", "true",
                    "kafka.acks", "0")));

    assertThat(config.consumer())
        .containsEntry("bootstrap.servers", "a:1")
        .containsEntry("session.timeout.ms", "7000")
        .containsEntry("isolation.level", "read_committed")
        .containsEntry("enable.auto.commit", "false")
        .containsEntry("group.id", "millrace.chunk-flusher");
    assertThat(config.producer())
        .containsEntry("bootstrap.servers", "a:1")
        .containsEntry("acks", "all");
  }

  @Test
  void readme_listsTheSettings() throws IOException {
    Settings settings = new Settings(Map.of());
    FlusherConfig.from(settings);
    List<String> readme = Files.readAllLines(Path.of("README.md"));

    assertThat(settings.defaults())
        .allSatisfy(
            (key, value) -> {
              String row = "| `%s` | `%s` |".formatted(key, value);
              assertThat(readme).anyMatch(line -> line.startsWith(row));
            });
  }
}
