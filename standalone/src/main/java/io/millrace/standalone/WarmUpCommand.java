package io.millrace.standalone;

import io.millrace.runtime.Settings;
import io.millrace.standalone.node.Node;
import io.millrace.standalone.node.RootLogLevel;
import io.millrace.standalone.node.Target;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/// `millrace warm-up`: a short life of a whole node, for the JVM to record which classes a start
/// needs (`build/train-aot.sh`).
@Command(
    name = "warm-up",
    hidden = true,
    description = "Start a node on a temporary directory, use it, and stop it.")
final class WarmUpCommand implements Callable<Integer> {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final List<String> PATHS = List.of("/ready", "/metrics", "/config");

  @Override
  public Integer call() throws Exception {
    Path directory = Files.createTempDirectory("millrace-warm-up-");
    var settings =
        new Settings(
            Map.of("data.dir", directory.toString(), "http.host", "127.0.0.1", "http.port", "0"));
    try (var node = Node.open(settings, Target.parse("all"), new RootLogLevel())) {
      node.start();
      use(node);
    } finally {
      delete(directory);
    }
    return 0;
  }

  private static void use(Node node) throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      long deadline = System.nanoTime() + LIMIT.toNanos();
      while (!node.notReadyBecause().isEmpty()) {
        if (System.nanoTime() > deadline) {
          throw new IOException("not ready within " + LIMIT + ": " + node.notReadyBecause());
        }
        Thread.sleep(20);
      }
      for (String path : PATHS) {
        HttpResponse<String> answer =
            client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.port() + path))
                    .timeout(LIMIT)
                    .build(),
                BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
          throw new IOException(path + " answered " + answer.statusCode() + ": " + answer.body());
        }
      }
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
