package io.millrace.standalone;

import io.millrace.runtime.Settings;
import io.millrace.runtime.SettingsFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/// The options by which every command gets its settings.
final class SettingsOptions {
  @Option(names = "--config", paramLabel = "FILE", description = "settings as YAML or .properties")
  private Optional<Path> file = Optional.empty();

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "one setting; wins over the file; may be repeated")
  private List<String> pairs = new ArrayList<>();

  Settings load() {
    return SettingsFile.load(file, pairs, System.getenv());
  }
}
