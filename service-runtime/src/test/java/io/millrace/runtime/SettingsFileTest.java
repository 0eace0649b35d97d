package io.millrace.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFileTest {
  @TempDir Path directory;

  @Test
  void load_flattensYamlAndKeepsScalarsAsWritten() throws IOException {
    var settings =
        load(
            "millrace.yaml",
            """
            http:
              port: 3101
            limits.retention_period: 744h
            tenants: [a, b]
            octal: 0777
            empty:
            """,
            List.of());

    assertThat(settings.given())
        .isEqualTo(
            Map.of(
                "http.port", "3101",
                "limits.retention_period", "744h",
                "tenants", "a,b",
                "octal", "0777",
                "empty", ""));
  }

  @Test
  void load_readsProperties() throws IOException {
    assertThat(load("millrace.properties", "http.port = 3101\n", List.of()).given())
        .containsExactly(Map.entry("http.port", "3101"));
  }

  @Test
  void load_letsPairsWin() throws IOException {
    var settings = load("millrace.yaml", "http: {port: 1}", List.of("http.port=2", "a=b=c"));

    assertThat(settings.given()).isEqualTo(Map.of("http.port", "2", "a", "b=c"));
  }

  @Test
  void load_expandsTheEnvironment() throws IOException {
    var settings =
        load(
            "millrace.yaml",
            """
            a: ${HOST}:9092
            b: ${ABSENT:-a:b}
            c: $$HOME $5
            d: ${ABSENT:-}
            """,
            List.of());

    assertThat(settings.given())
        .isEqualTo(Map.of("a", "broker:9092", "b", "a:b", "c", "$HOME $5", "d", ""));
  }

  @Test
  void load_saysWhichVariableIsMissing() {
    assertThatThrownBy(() -> load("millrace.yaml", "s3.secret.key: ${ABSENT}", List.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessage("s3.secret.key needs the environment variable ABSENT, which is not set");
  }

  @Test
  void load_refusesWhatIsNoMapOfSettings() {
    assertThatThrownBy(() -> load("a.yaml", "just text", List.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("a settings file is a map, found 'just text'");
    assertThatThrownBy(() -> load("b.yaml", "a: [{b: c}]", List.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("a is a list of scalars");
    assertThatThrownBy(() -> load("c.yaml", "a: 1\na: 2", List.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("duplicate key");
  }

  @Test
  void load_saysWhenThereIsNoFileOrNoValue() {
    var missing = directory.resolve("absent.yaml");

    assertThatThrownBy(() -> SettingsFile.load(Optional.of(missing), List.of(), Map.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessage("no settings file at %s", missing);
    assertThatThrownBy(() -> SettingsFile.load(Optional.empty(), List.of("http.port"), Map.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessage("a setting is given as key=value, found 'http.port'");
  }

  private Settings load(String name, String content, List<String> pairs) throws IOException {
    Path file = Files.writeString(directory.resolve(name), content);
    return SettingsFile.load(Optional.of(file), pairs, Map.of("HOST", "broker"));
  }
}
