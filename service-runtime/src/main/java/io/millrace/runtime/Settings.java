package io.millrace.runtime;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Settings as flat `key=value` pairs, whatever file they came from. Each read names the key and
/// its default, so a default stands in exactly one place: the `from(Settings)` of the record that
/// uses it. A key that nobody reads is a misspelling, and [#failOnUnread()] says so.
///
/// Safe for use by many threads.
public final class Settings {
  private static final Pattern DURATION_PART = Pattern.compile("(\\d+)(ms|s|m|h|d|w|y)");
  private static final Pattern SIZE = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([kmgt]?i?b?)");

  private final TreeMap<String, String> values;
  private final Set<String> read = new ConcurrentSkipListSet<>();
  private final Map<String, String> defaults = new ConcurrentSkipListMap<>();

  public Settings(Map<String, String> values) {
    this.values = new TreeMap<>(values);
  }

  public Optional<String> find(String key) {
    read.add(key);
    return Optional.ofNullable(values.get(key)).map(String::strip).filter(v -> !v.isEmpty());
  }

  public String text(String key, String fallback) {
    defaults.put(key, fallback);
    return find(key).orElse(fallback);
  }

  /// The value of a key that has no default.
  ///
  /// @throws SettingsException if the key is not set
  public String required(String key) {
    return find(key).orElseThrow(() -> new SettingsException("%s must be set".formatted(key)));
  }

  public int number(String key, int fallback) {
    defaults.put(key, Integer.toString(fallback));
    return find(key)
        .map(
            v -> {
              try {
                return Integer.parseInt(v);
              } catch (NumberFormatException e) {
                throw new SettingsException(
                    "%s needs a whole number, found '%s'".formatted(key, v));
              }
            })
        .orElse(fallback);
  }

  public boolean flag(String key, boolean fallback) {
    defaults.put(key, Boolean.toString(fallback));
    return find(key)
        .map(
            v ->
                switch (v) {
                  case "true" -> true;
                  case "false" -> false;
                  default ->
                      throw new SettingsException(
                          "%s needs true or false, found '%s'".formatted(key, v));
                })
        .orElse(fallback);
  }

  /// Prometheus style: `1h30m`, `500ms`, `7d`.
  public Duration duration(String key, Duration fallback) {
    defaults.put(key, print(fallback));
    return find(key).map(v -> parseDuration(key, v)).orElse(fallback);
  }

  /// Bytes, case-insensitive, base 1024: `256KB`, `1MiB`, `1048576`.
  public long bytes(String key, long fallback) {
    defaults.put(key, print(fallback));
    return find(key).map(v -> parseBytes(key, v)).orElse(fallback);
  }

  /// All settings below `prefix`, with the prefix taken off.
  public Map<String, String> under(String prefix) {
    Map<String, String> below = new TreeMap<>();
    values
        .tailMap(prefix, true)
        .forEach(
            (key, value) -> {
              if (key.startsWith(prefix)) {
                read.add(key);
                below.put(key.substring(prefix.length()), value);
              }
            });
    return below;
  }

  /// A copy in which `overrides` win. What was read so far is not carried over.
  public Settings with(Map<String, String> overrides) {
    TreeMap<String, String> merged = new TreeMap<>(values);
    merged.putAll(overrides);
    return new Settings(merged);
  }

  /// Every pair that was given, for `GET /config`.
  public Map<String, String> given() {
    return Map.copyOf(values);
  }

  /// Every key that was asked for, given or not.
  public Set<String> known() {
    return Set.copyOf(read);
  }

  /// The default of every key that was asked for with one, as an operator would write it.
  public Map<String, String> defaults() {
    return new TreeMap<>(defaults);
  }

  /// Refuses misspelt keys; called once everything that reads settings has done so.
  ///
  /// @throws SettingsException naming the first key that nobody read, and the nearest known one
  public void failOnUnread() {
    for (String key : values.keySet()) {
      if (!read.contains(key)) {
        throw new SettingsException(
            "unknown setting '%s'%s"
                .formatted(
                    key,
                    NearestName.of(key, read).map(n -> ", did you mean '" + n + "'?").orElse("")));
      }
    }
  }

  private static String print(Duration duration) {
    if (duration.isZero()) {
      return "0";
    }
    var text = new StringBuilder();
    append(text, duration.toDays(), "d");
    append(text, duration.toHoursPart(), "h");
    append(text, duration.toMinutesPart(), "m");
    append(text, duration.toSecondsPart(), "s");
    append(text, duration.toMillisPart(), "ms");
    return text.toString();
  }

  private static void append(StringBuilder text, long amount, String unit) {
    if (amount > 0) {
      text.append(amount).append(unit);
    }
  }

  private static String print(long bytes) {
    String[] units = {"", "KB", "MB", "GB", "TB"};
    int unit = 0;
    long amount = bytes;
    while (amount != 0 && amount % 1024 == 0 && unit < units.length - 1) {
      amount /= 1024;
      unit++;
    }
    return amount + units[unit];
  }

  private static Duration parseDuration(String key, String text) {
    if (text.equals("0")) {
      return Duration.ZERO;
    }
    Matcher part = DURATION_PART.matcher(text);
    Duration sum = Duration.ZERO;
    int end = 0;
    while (part.find() && part.start() == end) {
      long n = Long.parseLong(part.group(1));
      sum =
          sum.plus(
              switch (part.group(2)) {
                case "ms" -> Duration.ofMillis(n);
                case "s" -> Duration.ofSeconds(n);
                case "m" -> Duration.ofMinutes(n);
                case "h" -> Duration.ofHours(n);
                case "d" -> Duration.ofDays(n);
                case "w" -> Duration.ofDays(7 * n);
                default -> Duration.ofDays(365 * n);
              });
      end = part.end();
    }
    if (end == 0 || end != text.length()) {
      throw new SettingsException(
          "%s needs a duration such as 30s or 1h30m, found '%s'".formatted(key, text));
    }
    return sum;
  }

  private static long parseBytes(String key, String text) {
    Matcher size = SIZE.matcher(text.toLowerCase(Locale.ROOT));
    if (!size.matches()) {
      throw new SettingsException(
          "%s needs a size such as 256KB or 1MiB, found '%s'".formatted(key, text));
    }
    String unit = size.group(2);
    int shift =
        switch (unit.isEmpty() ? 'b' : unit.charAt(0)) {
          case 'k' -> 10;
          case 'm' -> 20;
          case 'g' -> 30;
          case 't' -> 40;
          default -> 0;
        };
    return (long) (Double.parseDouble(size.group(1)) * (1L << shift));
  }
}
