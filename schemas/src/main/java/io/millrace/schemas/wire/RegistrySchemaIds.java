package io.millrace.schemas.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/// Ids of a registry that speaks Confluent's REST API. The subject of a topic is `<topic>-value`.
///
/// An answer once had is kept for the life of the process, so the registry may be away afterwards.
/// That an id is unknown is believed for [#UNKNOWN_FOR] only: it may be registered yet.
public final class RegistrySchemaIds implements SchemaIds, AutoCloseable {
  static final Duration UNKNOWN_FOR = Duration.ofSeconds(10);

  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int MAX_UNKNOWN = 1024;
  private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private record Registered(String subject, Schema schema) {}

  private final String base;
  private final HttpClient client;
  private final Map<Registered, Integer> ids = new ConcurrentHashMap<>();
  private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();
  private final Map<Integer, Long> unknown = new ConcurrentHashMap<>();

  /// `registry` is the base of the API, such as `http://registry:8081` or, with Apicurio,
  /// `http://registry:8080/apis/ccompat/v7`.
  public RegistrySchemaIds(URI registry) {
    String text = registry.toString();
    this.base = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    this.client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  }

  @Override
  public int idFor(String topic, Schema schema, int builtIn) {
    var wanted = new Registered(topic + "-value", schema);
    Integer known = ids.get(wanted);
    if (known != null) {
      return known;
    }
    String body = JSON.createObjectNode().put("schema", schema.toString()).toString();
    String path =
        "/subjects/%s/versions"
            .formatted(URLEncoder.encode(wanted.subject(), StandardCharsets.UTF_8));
    HttpResponse<String> answer =
        send(
            request(path)
                .header("Content-Type", CONTENT_TYPE)
                .POST(BodyPublishers.ofString(body))
                .build());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(
          "registry refused the schema of %s with status %d: %s"
              .formatted(wanted.subject(), answer.statusCode(), answer.body()));
    }
    int id = parse(answer).path("id").asInt();
    ids.put(wanted, id);
    schemas.put(id, schema);
    return id;
  }

  @Override
  public Optional<Schema> find(int id) {
    Schema known = schemas.get(id);
    if (known != null) {
      return Optional.of(known);
    }
    Long unknownSince = unknown.get(id);
    if (unknownSince != null && System.nanoTime() - unknownSince < UNKNOWN_FOR.toNanos()) {
      return Optional.empty();
    }
    HttpResponse<String> answer = send(request("/schemas/ids/" + id).GET().build());
    if (answer.statusCode() == 404) {
      return notAvro(id);
    }
    if (answer.statusCode() != 200) {
      throw new RegistryUnavailableException(
          "registry answered %d for schema id %d".formatted(answer.statusCode(), id),
          new IOException(answer.body()));
    }
    try {
      Schema schema = new Schema.Parser().parse(parse(answer).path("schema").asText());
      schemas.put(id, schema);
      return Optional.of(schema);
    } catch (AvroRuntimeException e) {
      return notAvro(id);
    }
  }

  /// Remembers that the id names nothing, or a schema of another kind.
  private Optional<Schema> notAvro(int id) {
    if (unknown.size() >= MAX_UNKNOWN) {
      unknown.clear();
    }
    unknown.put(id, System.nanoTime());
    return Optional.empty();
  }

  @Override
  public void close() {
    client.close();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path))
        .timeout(TIMEOUT)
        .header("Accept", CONTENT_TYPE + ", application/json");
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new RegistryUnavailableException("registry does not answer at " + request.uri(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RegistryUnavailableException("interrupted while asking " + request.uri(), e);
    }
  }

  private static JsonNode parse(HttpResponse<String> answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (JsonProcessingException e) {
      throw new RegistryUnavailableException("registry answered no json at " + answer.uri(), e);
    }
  }
}
