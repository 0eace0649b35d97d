package io.millrace.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.embedded.EmbeddedBroker;
import io.millrace.runtime.Settings;
import io.millrace.standalone.node.Node;
import io.millrace.standalone.node.RootLogLevel;
import io.millrace.standalone.node.Target;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/// `millrace warm-up`: a short life of a whole node, for the JVM to record which classes a start
/// and the first requests need (`build/train-aot.sh`).
@Command(
    name = "warm-up",
    hidden = true,
    description = "Start a node on a temporary directory, use it, and stop it.")
final class WarmUpCommand implements Callable<Integer> {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final int LINES = 200;

  private static final List<String> QUERIES =
      List.of(
          "{app=\"mill\"} |= \"turn\"",
          "{app=~\"m.*\"} |~ \"tu[r]n [0-9]+\" | json | n > 5 | line_format \"{{.msg}}\"",
          "sum by (app) (rate({app=\"mill\"} | json | level=\"info\" [1m]))",
          "quantile_over_time(0.9, {app=\"mill\"} | json | unwrap n [1m]) by (app)");

  private static final List<String> PATHS =
      List.of("/ready", "/metrics", "/config", "/loki/api/v1/labels", "/loki/api/v1/series");

  @Override
  public Integer call() throws Exception {
    Path directory = Files.createTempDirectory("millrace-warm-up-");
    int port = EmbeddedBroker.freePort();
    var settings =
        new Settings(
            Map.of(
                "data.dir",
                directory.toString(),
                "http.host",
                "127.0.0.1",
                "http.port",
                Integer.toString(port)));
    try (var node = Node.open(settings, Target.parse("all"), new RootLogLevel())) {
      node.start();
      awaitReady(node);
      try (var client = HttpClient.newHttpClient()) {
        use(client, "http://127.0.0.1:" + port);
      }
    } finally {
      delete(directory);
    }
    return 0;
  }

  private static void awaitReady(Node node) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!node.notReadyBecause().isEmpty()) {
      if (System.nanoTime() > deadline) {
        throw new IOException("not ready within " + LIMIT + ": " + node.notReadyBecause());
      }
      Thread.sleep(20);
    }
  }

  /// Pushes, asks while the lines are in memory, flushes, and asks again for the objects.
  private static void use(HttpClient client, String url) throws IOException, InterruptedException {
    post(client, url + "/loki/api/v1/push", lines());
    ask(client, url);
    post(client, url + "/flush?wait=true", "");
    ask(client, url);
    for (String path : PATHS) {
      get(client, url + path);
    }
  }

  private static void ask(HttpClient client, String url) throws IOException, InterruptedException {
    for (String query : QUERIES) {
      get(client, url + "/loki/api/v1/query_range?query=" + URLEncoder.encode(query, UTF_8));
    }
  }

  private static String lines() {
    long now = System.currentTimeMillis();
    List<String> values =
        IntStream.range(0, LINES)
            .mapToObj(
                n ->
                    """
                    ["%d000000", "{\\"level\\": \\"info\\", \\"msg\\": \\"turn %d\\", \\"n\\": %d}"]\
                    """
                        .formatted(now - n, n, n))
            .toList();
    return "{\"streams\": [{\"stream\": {\"app\": \"mill\"}, \"values\": ["
        + String.join(", ", values)
        + "]}]}";
  }

  private static void get(HttpClient client, String uri) throws IOException, InterruptedException {
    send(client, HttpRequest.newBuilder(URI.create(uri)));
  }

  private static void post(HttpClient client, String uri, String body)
      throws IOException, InterruptedException {
    send(
        client,
        HttpRequest.newBuilder(URI.create(uri))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  private static void send(HttpClient client, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        client.send(request.timeout(LIMIT).build(), BodyHandlers.ofString());
    if (answer.statusCode() >= 500) {
      throw new IOException(
          "%s answered %d: %s".formatted(answer.uri(), answer.statusCode(), answer.body()));
    }
  }

  private static void delete(Path directory) throws IOException {
    List<Path> all;
    try (Stream<Path> found = Files.walk(directory)) {
      all = found.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.delete(path);
    }
  }
}
