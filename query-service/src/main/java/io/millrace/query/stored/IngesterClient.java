package io.millrace.query.stored;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.millrace.schemas.recent.RecentFrame;
import io.millrace.schemas.recent.RecentRequest;
import io.millrace.schemas.recent.RecentWire;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Speaks to ingesters over HTTP. Safe for use by many threads.
final class IngesterClient implements AutoCloseable {
  private static final JsonFactory JSON = new JsonFactory();
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration OWNERS = Duration.ofSeconds(5);
  private static final int BUFFER_BYTES = 64 << 10;

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build();

  /// Takes the frames of an answer, one after the other.
  interface FrameSink {
    void accept(RecentFrame frame) throws IOException;
  }

  /// Which ingester owns which partition, as the one at `address` (`host:port`) says.
  Map<Integer, String> owners(String address) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri(address, "/internal/recent/owners")).timeout(OWNERS).build();
    HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      checkStatus(address, response.statusCode());
      return readOwners(body);
    }
  }

  private static Map<Integer, String> readOwners(InputStream body) throws IOException {
    Map<Integer, String> owners = new HashMap<>();
    try (JsonParser json = JSON.createParser(body)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("owners are not a JSON object");
      }
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        owners.put(Integer.parseInt(name), json.nextTextValue());
      }
    } catch (NumberFormatException e) {
      throw new IOException("owners are not named by partition: " + e.getMessage(), e);
    }
    return owners;
  }

  /// Asks the ingester at `address` and hands on its frames as they come.
  void ask(String address, RecentRequest question, Duration timeout, FrameSink sink)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri(address, "/internal/recent"))
            .timeout(timeout)
            .header("Content-Type", RecentWire.CONTENT_TYPE)
            .POST(HttpRequest.BodyPublishers.ofByteArray(RecentWire.encode(question)))
            .build();
    HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
    try (InputStream body = new BufferedInputStream(response.body(), BUFFER_BYTES)) {
      checkStatus(address, response.statusCode());
      for (Optional<RecentFrame> frame = RecentWire.read(body);
          frame.isPresent();
          frame = RecentWire.read(body)) {
        sink.accept(frame.get());
      }
    }
  }

  private static void checkStatus(String address, int status) throws IOException {
    if (status != 200) {
      throw new IOException("ingester at %s answers %d".formatted(address, status));
    }
  }

  private static URI uri(String address, String path) throws IOException {
    try {
      return URI.create("http://" + address + path);
    } catch (IllegalArgumentException e) {
      throw new IOException("'%s' is not host:port".formatted(address), e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
