package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Answers recorded from a Grafana Loki: the same data pushed here, the same questions asked,
/// before and after a flush.
class GoldenIT {
  /// Endpoints that Millrace does not serve; the list may only shrink.
  private static final Set<String> NOT_SERVED = Set.of("patterns", "detected", "legacy_and_misc");

  @TempDir Path workDir;

  @Test
  void answers_areLokisBeforeAndAfterTheFlush() throws Exception {
    Map<String, String> settings =
        Map.of(
            "auth.mode", "header",
            "query.multi.tenant", "true",
            "limits.reject_old_samples", "false",
            "limits.shard_aggregations", "approx_topk",
            "limits.ingestion_rate_mb", "1000",
            "limits.ingestion_burst_size_mb", "1000");
    try (Millrace millrace = Millrace.run("golden", "all", workDir, settings)) {
      LokiClient client = millrace.start().awaitReady().client();
      for (JsonNode push : load("push")) {
        assertThat(push(client, push)).describedAs("push of %s", push.path("path")).isEqualTo(204);
      }

      List<String> differences = ask(client);
      client.flush();
      List<String> afterFlush = ask(client);

      Path report = Files.createDirectories(Path.of("target", "acceptance"));
      Files.write(report.resolve("golden-before-flush.txt"), differences);
      Files.write(report.resolve("golden-after-flush.txt"), afterFlush);
      assertThat(differences).isEmpty();
      assertThat(afterFlush).isEmpty();
    }
  }

  private static List<String> ask(LokiClient client) throws IOException {
    List<String> differences = new ArrayList<>();
    for (JsonNode golden : load("queries")) {
      if (NOT_SERVED.contains(golden.path("group").asText())) {
        continue;
      }
      String difference = ask(client, golden);
      if (!difference.isEmpty()) {
        differences.add(
            "%s | %s | %s %s | %s"
                .formatted(
                    golden.path("group").asText(),
                    golden.path("name").asText(),
                    golden.path("path").asText(),
                    golden.path("params"),
                    difference));
      }
    }
    return differences;
  }

  private static String ask(LokiClient client, JsonNode golden) throws IOException {
    HttpResponse<byte[]> response = LokiClient.send(request(client, golden));
    String body = new String(response.body(), StandardCharsets.UTF_8);
    if (response.statusCode() != golden.path("status").asInt()) {
      return "status is %d, not %d: %s"
          .formatted(
              response.statusCode(),
              golden.path("status").asInt(),
              body.substring(0, Math.min(300, body.length())));
    }
    JsonNode params = golden.path("params");
    return new GoldenAnswers(
            golden.path("compare"),
            params.path("limit").asInt(100),
            params.path("direction").asText().equalsIgnoreCase("forward"))
        .difference(golden.path("body").asText(), body);
  }

  private static HttpRequest request(LokiClient client, JsonNode golden) {
    List<Map.Entry<String, String>> parameters = parameters(golden.path("params"));
    String path = golden.path("path").asText();
    LokiClient as =
        golden.path("tenant").isNull() ? client : client.as(golden.path("tenant").asText());
    HttpRequest.Builder request;
    if (golden.path("method").asText().equals("POST-FORM")) {
      request =
          as.request(path)
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(HttpRequest.BodyPublishers.ofString(LokiClient.form(parameters)));
    } else {
      String query = parameters.isEmpty() ? "" : "?" + LokiClient.form(parameters);
      request =
          as.request(path + query)
              .method(golden.path("method").asText(), HttpRequest.BodyPublishers.noBody());
    }
    golden
        .path("headers")
        .properties()
        .forEach(h -> request.header(h.getKey(), h.getValue().asText()));
    return request.build();
  }

  private static List<Map.Entry<String, String>> parameters(JsonNode node) {
    List<Map.Entry<String, String>> parameters = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(p -> parameters.add(Map.entry(p.get(0).asText(), p.get(1).asText())));
    } else {
      Map<String, String> sorted = new TreeMap<>();
      node.properties().forEach(p -> sorted.put(p.getKey(), p.getValue().asText()));
      parameters.addAll(sorted.entrySet());
    }
    return parameters;
  }

  private static int push(LokiClient client, JsonNode push) throws IOException {
    byte[] body =
        push.has("body")
            ? push.path("body").asText().getBytes(StandardCharsets.UTF_8)
            : Base64.getDecoder().decode(push.path("bodyBase64").asText());
    HttpRequest request =
        client
            .as(push.path("tenant").asText())
            .request(push.path("path").asText())
            .header("Content-Type", push.path("contentType").asText())
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    return LokiClient.send(request).statusCode();
  }

  private static List<JsonNode> load(String name) throws IOException {
    InputStream resource =
        Objects.requireNonNull(GoldenIT.class.getResourceAsStream("/golden/" + name + ".jsonl.gz"));
    List<JsonNode> cases = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(new GZIPInputStream(resource), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        cases.add(LokiClient.JSON.readTree(line));
      }
    }
    return cases;
  }
}
