package io.millrace.schemas.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.millrace.schemas.logs.LogBatchReader;
import io.millrace.schemas.logs.LogBatchSchema;
import io.millrace.schemas.logs.LogBatchVisitor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Against a registry in this process that speaks the three requests we make.
final class RegistrySchemaIdsTest {
  private static final Schema TEXT = Schema.create(Schema.Type.STRING);

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpServer registry;
  private RegistrySchemaIds ids;

  @BeforeEach
  void start() throws IOException {
    registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    registry.createContext("/api/", this::answer);
    registry.start();
    ids =
        new RegistrySchemaIds(
            URI.create("http://127.0.0.1:%d/api/".formatted(registry.getAddress().getPort())));
  }

  @AfterEach
  void stop() {
    ids.close();
    registry.stop(0);
  }

  @Test
  void idFor_registersOnceAndOutlivesTheRegistry() {
    int first = ids.idFor("logs", LogBatchSchema.V1, 1);
    registry.stop(0);

    assertThat(first).isEqualTo(7);
    assertThat(ids.idFor("logs", LogBatchSchema.V1, 1)).isEqualTo(7);
    assertThat(ids.find(7)).contains(LogBatchSchema.V1);
    assertThat(asked).containsExactly("POST /api/subjects/logs-value/versions");
  }

  @Test
  void find_asksOnceForWhatIsThereAndForWhatIsNot() {
    assertThat(ids.find(8)).contains(TEXT);
    assertThat(ids.find(8)).contains(TEXT);
    assertThat(ids.find(9)).isEmpty();
    assertThat(ids.find(9)).isEmpty();

    assertThat(asked).containsExactly("GET /api/schemas/ids/8", "GET /api/schemas/ids/9");
  }

  @Test
  void find_knowsNoSchemaOfAnotherKind() {
    assertThat(ids.find(10)).isEmpty();
  }

  @Test
  void faults_areNotTakenForAnAnswer() {
    assertThatThrownBy(() -> ids.find(500))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessage("registry answered 500 for schema id 500");
    registry.stop(0);

    assertThatThrownBy(() -> ids.find(8)).isInstanceOf(RegistryUnavailableException.class);
    assertThatThrownBy(() -> ids.idFor("logs", TEXT, 1))
        .isInstanceOf(RegistryUnavailableException.class);
  }

  @Test
  void reader_refusesARecordOfAnotherSchema() {
    try (var reader = new LogBatchReader(ids, 1 << 20)) {
      byte[] value = {0, 0, 0, 0, 8, 2, 'x'};

      assertThatThrownBy(() -> reader.read(value, new RecordingVisitor()))
          .isInstanceOf(BadRecordException.class)
          .hasMessageStartingWith("record of schema id 8 does not resolve to LogBatch");
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
    String path = exchange.getRequestURI().getPath();
    int status = 200;
    String body;
    if (path.endsWith("/versions")) {
      String schema = new ObjectMapper().readTree(exchange.getRequestBody()).get("schema").asText();
      assertThat(new Schema.Parser().parse(schema)).isEqualTo(LogBatchSchema.V1);
      body = "{\"id\": 7}";
    } else if (path.endsWith("/8")) {
      body = "{\"schema\": \"\\\"string\\\"\"}";
    } else if (path.endsWith("/10")) {
      body = "{\"schema\": \"{}\", \"schemaType\": \"JSON\"}";
    } else {
      status = path.endsWith("/500") ? 500 : 404;
      body = "{\"error_code\": 40403, \"message\": \"Schema not found\"}";
    }
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static final class RecordingVisitor implements LogBatchVisitor {
    @Override
    public void tenant(byte[] data, int offset, int length) {
      throw new AssertionError("seen");
    }

    @Override
    public void stream(byte[] data, int labelsOffset, int labelsLength) {
      throw new AssertionError("seen");
    }

    @Override
    public void entry(
        long timestamp,
        byte[] data,
        int lineOffset,
        int lineLength,
        byte[] metadata,
        int metadataOffset,
        int metadataLength) {
      throw new AssertionError("seen");
    }
  }
}
