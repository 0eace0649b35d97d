package io.millrace.gateway.level;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.gateway.limits.TenantLimits;
import io.millrace.runtime.Settings;
import io.millrace.schemas.model.Label;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/// The `detected_level` that a real Loki gave to lines of many formats.
final class GoldenLevelTest {
  private final TenantLimits.Discovery discovery =
      TenantLimits.from(new Settings(Map.of())).discovery();
  private final LevelDetector detector = new LevelDetector(discovery);

  @Test
  void level_isLokis() throws IOException {
    List<String> wrong = new ArrayList<>();
    int lines = 0;

    try (var in = GoldenLevelTest.class.getResourceAsStream("/golden/levels.jsonl.gz");
        var reader =
            new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Objects.requireNonNull(in)), UTF_8))) {
      for (String text = reader.readLine(); text != null; text = reader.readLine()) {
        JsonNode golden = new ObjectMapper().readTree(text);
        String found = detect(golden);
        lines++;
        if (!found.equals(golden.get("level").asText())) {
          wrong.add("found " + found + " in " + text);
        }
      }
    }

    assertThat(wrong).isEmpty();
    assertThat(lines).isGreaterThan(500);
  }

  private String detect(JsonNode golden) {
    byte[] level = LevelDetector.fromPairs(discovery.levelFields(), pairs(golden.get("labels")));
    if (level == null) {
      level = LevelDetector.fromPairs(discovery.levelFields(), pairs(golden.get("metadata")));
    }
    if (level == null) {
      byte[] line = golden.get("line").asText().getBytes(UTF_8);
      level = detector.fromLine(line, 0, line.length).text();
    }
    return new String(level, UTF_8);
  }

  private static List<Label> pairs(JsonNode object) {
    List<Label> pairs = new ArrayList<>();
    object.properties().forEach(p -> pairs.add(new Label(p.getKey(), p.getValue().asText())));
    return pairs;
  }
}
