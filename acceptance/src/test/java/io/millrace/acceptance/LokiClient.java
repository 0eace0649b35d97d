package io.millrace.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A minimal client of Loki's API. `tenant` is sent as `X-Scope-OrgID` where it is given.
final class LokiClient {
  static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private static final int PAGE = 5000;

  private final URI base;
  private final @Nullable String tenant;

  LokiClient(URI base, @Nullable String tenant) {
    this.base = base;
    this.tenant = tenant;
  }

  LokiClient as(String otherTenant) {
    return new LokiClient(base, otherTenant);
  }

  /// One line with its timestamp in nanoseconds.
  record Line(long timestamp, String text) {}

  boolean isReady() {
    try {
      return send(request("/ready").timeout(Duration.ofSeconds(2)).build()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /// Pushes lines of one stream as JSON; returns the status.
  int push(Map<String, String> labels, List<Line> lines) throws IOException {
    ObjectNode stream = JSON.createObjectNode();
    ObjectNode labelNode = stream.putObject("stream");
    labels.forEach(labelNode::put);
    ArrayNode values = stream.putArray("values");
    for (Line line : lines) {
      values.addArray().add(Long.toString(line.timestamp())).add(line.text());
    }
    ObjectNode body = JSON.createObjectNode();
    body.putArray("streams").add(stream);
    HttpRequest request =
        request("/loki/api/v1/push")
            .header("Content-Type", "application/json")
            .timeout(Duration.ofSeconds(30))
            .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
            .build();
    return send(request).statusCode();
  }

  /// Cuts and publishes everything that was accepted before.
  void flush() throws IOException {
    HttpResponse<byte[]> response =
        send(
            request("/flush?wait=true")
                .timeout(Duration.ofMinutes(2))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build());
    if (response.statusCode() / 100 != 2) {
      throw new IOException("flush answered " + describe(response));
    }
  }

  /// Every line of a log query in `[start, end)`, in pages, oldest first. The lines of one
  /// timestamp must be distinct and fewer than a page.
  List<Line> allLines(String query, long start, long end) throws IOException {
    List<Line> all = new ArrayList<>();
    Set<Line> ofLastTimestamp = new HashSet<>();
    long from = start;
    while (true) {
      List<Line> page = lines(query, from, end, PAGE, "forward");
      for (Line line : page) {
        if (!ofLastTimestamp.contains(line)) {
          all.add(line);
        }
      }
      if (page.size() < PAGE) {
        return all;
      }
      from = page.getLast().timestamp();
      ofLastTimestamp.clear();
      for (int i = all.size() - 1; i >= 0 && all.get(i).timestamp() == from; i--) {
        ofLastTimestamp.add(all.get(i));
      }
    }
  }

  /// One answer of `query_range` for a log query, its streams merged by time.
  List<Line> lines(String query, long start, long end, int limit, String direction)
      throws IOException {
    JsonNode answer =
        get(
            "/loki/api/v1/query_range",
            Map.of(
                "query", query,
                "start", Long.toString(start),
                "end", Long.toString(end),
                "limit", Integer.toString(limit),
                "direction", direction));
    List<Line> lines = new ArrayList<>();
    for (JsonNode stream : answer.path("data").path("result")) {
      for (JsonNode value : stream.path("values")) {
        lines.add(new Line(Long.parseLong(value.get(0).asText()), value.get(1).asText()));
      }
    }
    lines.sort((a, b) -> Long.compare(a.timestamp(), b.timestamp()));
    return lines;
  }

  /// The single value of an instant query such as `sum(count_over_time(…))`; 0 where it is empty.
  double number(String query, long at) throws IOException {
    JsonNode result =
        get("/loki/api/v1/query", Map.of("query", query, "time", Long.toString(at)))
            .path("data")
            .path("result");
    return result.isEmpty() ? 0 : Double.parseDouble(result.get(0).path("value").get(1).asText());
  }

  JsonNode get(String path, Map<String, String> parameters) throws IOException {
    HttpResponse<byte[]> response = exchange(path, parameters);
    if (response.statusCode() != 200) {
      throw new IOException(path + " answered " + describe(response));
    }
    return JSON.readTree(response.body());
  }

  HttpResponse<byte[]> exchange(String path, Map<String, String> parameters) throws IOException {
    return send(request(withQuery(path, parameters)).timeout(Duration.ofMinutes(1)).build());
  }

  HttpRequest.Builder request(String pathAndQuery) {
    HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(pathAndQuery));
    if (tenant != null) {
      request.header("X-Scope-OrgID", tenant);
    }
    return request;
  }

  static HttpResponse<byte[]> send(HttpRequest request) throws IOException {
    try {
      return HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  static String withQuery(String path, Map<String, String> parameters) {
    if (parameters.isEmpty()) {
      return path;
    }
    return path + "?" + form(List.copyOf(parameters.entrySet()));
  }

  static String form(List<Map.Entry<String, String>> parameters) {
    return parameters.stream()
        .map(p -> encode(p.getKey()) + "=" + encode(p.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String describe(HttpResponse<byte[]> response) {
    return response.statusCode() + ": " + new String(response.body(), StandardCharsets.UTF_8);
  }
}
