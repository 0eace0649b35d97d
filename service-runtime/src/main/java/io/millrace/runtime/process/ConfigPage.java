package io.millrace.runtime.process;

import io.millrace.runtime.Settings;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/// `GET /config`: the settings in force as YAML that can be given back as a settings file, except
/// for secrets, which are masked. `?mode=defaults` shows the defaults alone, `?mode=diff` what
/// differs from them.
final class ConfigPage {
  static final String MASK = "********";

  private static final Pattern SECRET =
      Pattern.compile("secret|password|token|credential|jaas|access\\.key|private\\.key");

  private final Settings settings;

  ConfigPage(Settings settings) {
    this.settings = settings;
  }

  String render(String mode) {
    Map<String, String> defaults = settings.defaults();
    Map<String, String> shown =
        switch (mode) {
          case "defaults" -> defaults;
          case "diff" -> {
            var different = new TreeMap<>(settings.given());
            different.entrySet().removeIf(e -> e.getValue().equals(defaults.get(e.getKey())));
            yield different;
          }
          default -> {
            var all = new TreeMap<>(defaults);
            all.putAll(settings.given());
            yield all;
          }
        };
    var masked = new TreeMap<>(shown);
    masked.replaceAll((key, value) -> isSecret(key) && !value.isEmpty() ? MASK : value);
    var options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    return new Yaml(options).dump(masked);
  }

  static boolean isSecret(String key) {
    return SECRET.matcher(key).find() && !key.endsWith(".file");
  }
}
