package io.millrace.runtime;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/// Reads settings as an operator gives them: a YAML or `.properties` file, then `key=value`
/// arguments, which win.
///
/// Nested YAML maps become dotted keys (`http: {port: 3100}` is `http.port`), lists of scalars
/// become comma-separated values, and scalars stay the text that was written. In values, `${NAME}`
/// and `${NAME:-fallback}` stand for an environment variable; `$$` is a dollar sign.
public final class SettingsFile {
  private static final Pattern VARIABLE =
      Pattern.compile("\\$\\$|\\$\\{([A-Za-z_][A-Za-z0-9_]*)(:-([^}]*))?}");

  private SettingsFile() {}

  /// Settings from a file, where there is one, overridden by `key=value` pairs.
  ///
  /// @throws SettingsException if the file cannot be read or parsed, a pair has no `=`, or a
  ///   variable without a fallback is not set
  public static Settings load(
      Optional<Path> file, List<String> pairs, Map<String, String> environment) {
    Map<String, String> values = new TreeMap<>();
    file.ifPresent(path -> values.putAll(read(path, environment)));
    for (String pair : pairs) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw new SettingsException("a setting is given as key=value, found '%s'".formatted(pair));
      }
      values.put(pair.substring(0, equals).strip(), pair.substring(equals + 1).strip());
    }
    return new Settings(values);
  }

  private static Map<String, String> read(Path file, Map<String, String> environment) {
    Map<String, String> values = new TreeMap<>();
    try (Reader reader = Files.newBufferedReader(file)) {
      if (file.toString().endsWith(".properties")) {
        var properties = new Properties();
        properties.load(reader);
        properties.forEach((key, value) -> values.put(key.toString(), value.toString()));
      } else {
        flatten("", yaml().load(reader), values);
      }
    } catch (NoSuchFileException e) {
      throw new SettingsException("no settings file at %s".formatted(file), e);
    } catch (IOException | YAMLException | IllegalArgumentException e) {
      throw new SettingsException(
          "cannot read the settings in %s: %s".formatted(file, e.getMessage()), e);
    }
    values.replaceAll((key, value) -> expand(key, value, environment));
    return values;
  }

  /// Without implicit types: `on`, `0777` and `1e3` mean what the setting makes of them.
  private static Yaml yaml() {
    var options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    var writing = new DumperOptions();
    var everyScalarIsText =
        new Resolver() {
          @Override
          protected void addImplicitResolvers() {}
        };
    return new Yaml(
        new SafeConstructor(options),
        new Representer(writing),
        writing,
        options,
        everyScalarIsText);
  }

  private static void flatten(String prefix, Object node, Map<String, String> into) {
    switch (node) {
      case null -> {}
      case Map<?, ?> map ->
          map.forEach((key, value) -> flatten(join(prefix, String.valueOf(key)), value, into));
      case List<?> list -> into.put(prefix, commaSeparated(prefix, list));
      default -> {
        if (prefix.isEmpty()) {
          throw new IllegalArgumentException("a settings file is a map, found '" + node + "'");
        }
        into.put(prefix, node.toString());
      }
    }
  }

  private static String join(String prefix, String key) {
    return prefix.isEmpty() ? key : prefix + "." + key;
  }

  private static String commaSeparated(String key, List<?> list) {
    return list.stream()
        .map(
            item -> {
              if (item instanceof Map || item instanceof List) {
                throw new IllegalArgumentException(key + " is a list of scalars, found " + item);
              }
              return String.valueOf(item);
            })
        .collect(Collectors.joining(","));
  }

  private static String expand(String key, String value, Map<String, String> environment) {
    Matcher variable = VARIABLE.matcher(value);
    return variable.replaceAll(
        match -> {
          if (match.group(1) == null) {
            return "\\$";
          }
          String found = environment.get(match.group(1));
          if (found == null) {
            found = match.group(3);
          }
          if (found == null) {
            throw new SettingsException(
                "%s needs the environment variable %s, which is not set"
                    .formatted(key, match.group(1)));
          }
          return Matcher.quoteReplacement(found);
        });
  }
}
