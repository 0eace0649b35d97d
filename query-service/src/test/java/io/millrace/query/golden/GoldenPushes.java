package io.millrace.query.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.schemas.model.Label;
import io.millrace.schemas.model.Labels;
import io.millrace.schemas.model.TenantId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/// The recorded pushes, each turned into rows as the gateway does: `service_name` becomes a label,
/// `detected_level` metadata. Only the JSON pushes; those of OTLP are the gateway's to test.
final class GoldenPushes {
  static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> SERVICE_LABELS =
      List.of("service", "app", "application", "app_name", "name", "container", "component", "job");

  private GoldenPushes() {}

  /// One list of rows for each push, by tenant, in the order of the pushes.
  static Map<TenantId, List<List<TestRow>>> load() throws IOException {
    Map<TenantId, List<List<TestRow>>> tenants = new LinkedHashMap<>();
    for (JsonNode push : lines("push.jsonl.gz")) {
      if (push.path("path").asText().equals("/loki/api/v1/push")) {
        tenants
            .computeIfAbsent(new TenantId(push.path("tenant").asText()), t -> new ArrayList<>())
            .add(rows(JSON.readTree(push.path("body").asText())));
      }
    }
    return tenants;
  }

  /// A file of recorded JSON objects, one in each line.
  static List<JsonNode> lines(String name) {
    List<JsonNode> lines = new ArrayList<>();
    try (InputStream in =
            Objects.requireNonNull(GoldenPushes.class.getResourceAsStream("/golden/" + name));
        BufferedReader reader =
            new BufferedReader(
                new InputStreamReader(new GZIPInputStream(in), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(JSON.readTree(line));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return lines;
  }

  private static List<TestRow> rows(JsonNode push) {
    List<TestRow> rows = new ArrayList<>();
    for (JsonNode stream : push.path("streams")) {
      Map<String, String> pushed = texts(stream.path("stream"));
      Map<String, String> labels = new HashMap<>(pushed);
      if (!labels.containsKey("service_name")) {
        String service =
            SERVICE_LABELS.stream()
                .filter(labels::containsKey)
                .findFirst()
                .map(labels::get)
                .orElse("unknown_service");
        labels.put("service_name", service);
      }
      Labels stored = Labels.of(labels);
      for (JsonNode value : stream.path("values")) {
        String line = value.path(1).asText();
        List<Label> metadata = metadata(texts(value.path(2)));
        metadata.add(new Label("detected_level", LevelGuess.level(pushed, metadata, line)));
        metadata.sort(Comparator.comparing(Label::name));
        rows.add(new TestRow(stored, value.path(0).asLong(), line, List.copyOf(metadata)));
      }
    }
    return rows;
  }

  private static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new TreeMap<>();
    object.properties().forEach(p -> texts.put(p.getKey(), p.getValue().asText()));
    return texts;
  }

  private static List<Label> metadata(Map<String, String> pairs) {
    List<Label> metadata = new ArrayList<>();
    pairs.forEach(
        (name, value) -> {
          if (!value.isEmpty()) {
            metadata.add(new Label(name.replaceAll("[^a-zA-Z0-9]+", "_"), value));
          }
        });
    return metadata;
  }
}
