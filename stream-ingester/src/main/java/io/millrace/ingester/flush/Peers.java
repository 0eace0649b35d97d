package io.millrace.ingester.flush;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/// The other ingesters. Safe for use by many threads; calls block.
final class Peers {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

  /// Asks the ingester at `host:port` to cut partitions it owns at these offsets.
  ///
  /// @throws IOException if it does not answer, or refuses
  void ask(String address, Map<Integer, Long> targets) throws IOException, InterruptedException {
    String query =
        targets.entrySet().stream()
            .map(target -> target.getKey() + ":" + target.getValue())
            .collect(Collectors.joining(","));
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://%s/flush?local=true&targets=%s".formatted(address, query)))
            .timeout(TIMEOUT)
            .POST(BodyPublishers.noBody())
            .build();
    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != 204) {
      throw new IOException(
          "%s answered %d: %s".formatted(address, answer.statusCode(), answer.body()));
    }
  }
}
