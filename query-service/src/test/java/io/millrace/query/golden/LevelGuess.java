package io.millrace.query.golden;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.schemas.model.Label;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The level of a recorded line, simply: enough for the lines that were recorded.
final class LevelGuess {
  private static final List<String> FIELDS =
      List.of(
          "level", "LEVEL", "Level", "log.level", "severity", "SEVERITY", "Severity", "lvl", "LVL");
  private static final Map<String, String> KNOWN =
      Map.ofEntries(
          Map.entry("trace", "trace"),
          Map.entry("trc", "trace"),
          Map.entry("debug", "debug"),
          Map.entry("dbg", "debug"),
          Map.entry("info", "info"),
          Map.entry("inf", "info"),
          Map.entry("information", "info"),
          Map.entry("warn", "warn"),
          Map.entry("wrn", "warn"),
          Map.entry("warning", "warn"),
          Map.entry("error", "error"),
          Map.entry("err", "error"),
          Map.entry("critical", "critical"),
          Map.entry("fatal", "fatal"));
  private static final Pattern WORD =
      Pattern.compile(
          "(?<![^\\s\\[({\"'=|])(trace|debug|fatal|critical|error|err|warning|warn|info)"
              + "(?![^\\s\\[({\"'=|\\])}:,!;])");
  private static final Pattern PAIR = Pattern.compile("([^\\s=\"]+)=(\"[^\"]*\"|[^\\s\"]*)");

  private LevelGuess() {}

  static String level(Map<String, String> labels, List<Label> metadata, String line) {
    for (String field : FIELDS) {
      String value = labels.get(field);
      if (value != null) {
        return known(value).orElse(value);
      }
    }
    for (String field : FIELDS) {
      for (Label pair : metadata) {
        if (pair.name().equals(field.replace('.', '_'))) {
          return known(pair.value()).orElse(pair.value());
        }
      }
    }
    return inLine(line).flatMap(LevelGuess::known).orElseGet(() -> keyword(line));
  }

  private static Optional<String> known(String level) {
    return Optional.ofNullable(KNOWN.get(level.toLowerCase(Locale.ROOT)));
  }

  private static Optional<String> inLine(String line) {
    String text = line.strip();
    if (text.startsWith("{") && text.endsWith("}")) {
      return inJson(text);
    }
    return line.contains("=") ? inPairs(line) : Optional.empty();
  }

  private static Optional<String> inJson(String text) {
    try {
      return inObject(GoldenPushes.JSON.readTree(text), 1);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> inObject(JsonNode object, int depth) {
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      if (field.getValue().isTextual() && Set.copyOf(FIELDS).contains(field.getKey())) {
        return Optional.of(field.getValue().asText());
      }
      if (field.getValue().isObject() && depth < 2) {
        Optional<String> below = inObject(field.getValue(), depth + 1);
        if (below.isPresent()) {
          return below;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> inPairs(String line) {
    for (String field : FIELDS) {
      Matcher pair = PAIR.matcher(line);
      while (pair.find()) {
        if (pair.group(1).equalsIgnoreCase(field)) {
          return Optional.of(pair.group(2).replace("\"", ""));
        }
      }
    }
    return Optional.empty();
  }

  private static String keyword(String line) {
    Matcher word = WORD.matcher(line.toLowerCase(Locale.ROOT));
    return word.find() ? known(word.group(1)).orElseThrow() : "unknown";
  }
}
