package io.millrace.ingester;

import static org.awaitility.Awaitility.await;

import io.millrace.ingester.assemble.Reading;
import io.millrace.ingester.assemble.TestRows.Row;
import io.millrace.schemas.model.TenantId;
import io.millrace.schemas.recent.RecentFrame;
import io.millrace.schemas.recent.RecentRequest;
import io.millrace.schemas.recent.RecentWire;
import io.millrace.store.rows.SliceCodec;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Talks to an ingester's HTTP server.
final class IngesterClient {
  private final HttpClient client = HttpClient.newHttpClient();
  private final int port;

  IngesterClient(int port) {
    this.port = port;
  }

  /// What a recent read answered.
  record Recent(List<Row> rows, List<RecentFrame> frames) {}

  void awaitReady() {
    await()
        .atMost(Duration.ofSeconds(90))
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> {
              try {
                return send("GET", "/ready").statusCode() == 200;
              } catch (ConnectException e) {
                return false;
              }
            });
  }

  HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(uri(path)).method(method, BodyPublishers.noBody()).build(),
        BodyHandlers.ofString());
  }

  /// All rows of a tenant from the offsets on.
  Recent recent(String tenant, Map<Integer, Long> offsets)
      throws IOException, InterruptedException {
    return recent(
        new RecentRequest(
            new TenantId(tenant), List.of(), Long.MIN_VALUE, Long.MAX_VALUE, List.of(), offsets));
  }

  Recent recent(RecentRequest request) throws IOException, InterruptedException {
    HttpResponse<InputStream> answer =
        client.send(
            HttpRequest.newBuilder(uri("/internal/recent"))
                .POST(BodyPublishers.ofByteArray(RecentWire.encode(request)))
                .build(),
            BodyHandlers.ofInputStream());
    if (answer.statusCode() != 200) {
      throw new IOException("recent read answered " + answer.statusCode());
    }
    List<Row> rows = new ArrayList<>();
    List<RecentFrame> frames = new ArrayList<>();
    try (InputStream body = answer.body()) {
      for (Optional<RecentFrame> frame = RecentWire.read(body);
          frame.isPresent();
          frame = RecentWire.read(body)) {
        if (frame.get() instanceof RecentFrame.Rows(byte[] payload)) {
          rows.addAll(
              Reading.rows(
                  request.tenant().value(), SliceCodec.decode(payload, 0, payload.length)));
        } else {
          frames.add(frame.get());
        }
      }
    }
    return new Recent(rows, frames);
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }
}
