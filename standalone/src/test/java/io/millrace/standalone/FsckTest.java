package io.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.embedded.EmbeddedBroker;
import io.millrace.runtime.Settings;
import io.millrace.standalone.node.Node;
import io.millrace.standalone.node.RootLogLevel;
import io.millrace.standalone.node.Target;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FsckTest {
  @TempDir Path directory;

  private final StringWriter out = new StringWriter();

  @Test
  void fsck_countsWhatWasPushed_whetherTheNodeRunsOrNot_andMissesALostObject() throws Exception {
    try (var node = start()) {
      push(node, 3);

      assertThat(fsck()).isZero();
      assertThat(out.toString()).contains("3 rows").endsWith("all is well\n");
    }

    assertThat(fsck()).isZero();

    Path lost = objects().getFirst();
    Files.delete(lost);

    assertThat(fsck()).isEqualTo(1);
    assertThat(out.toString())
        .contains("FOUND Missing[name=" + directory.resolve("objects").relativize(lost) + "]")
        .endsWith("1 findings\n");
  }

  @Test
  void inspect_describesAnObject() throws Exception {
    try (var node = start()) {
      push(node, 5);
    }

    assertThat(execute("inspect", objects().getFirst().toString())).isZero();

    assertThat(out.toString())
        .contains("tenant    fake")
        .contains("rows      5 in 1 streams")
        .contains("app=\"mill\"");
  }

  private Node start() throws Exception {
    var settings =
        new Settings(
            Map.of(
                "data.dir",
                directory.toString(),
                "http.host",
                "127.0.0.1",
                "http.port",
                Integer.toString(EmbeddedBroker.freePort()),
                "logs.partitions",
                "1"));
    var node = Node.open(settings, Target.parse("all"), new RootLogLevel());
    node.start();
    Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> node.notReadyBecause().isEmpty());
    return node;
  }

  private static void push(Node node, int lines) throws Exception {
    long now = System.currentTimeMillis();
    var values = new StringBuilder();
    for (int i = 0; i < lines; i++) {
      values.append(i == 0 ? "" : ",").append("[\"%d000000\", \"turn %d\"]".formatted(now + i, i));
    }
    post(
        node,
        "/loki/api/v1/push",
        "{\"streams\": [{\"stream\": {\"app\": \"mill\"}, \"values\": [" + values + "]}]}");
    post(node, "/flush?wait=true", "");
  }

  private static void post(Node node, String path, String body) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      var answer =
          client.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.port() + path))
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofString(body))
                  .build(),
              BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
    }
  }

  private List<Path> objects() throws IOException {
    try (Stream<Path> files = Files.walk(directory.resolve("objects"))) {
      return files.filter(path -> path.toString().endsWith(".parquet")).toList();
    }
  }

  private int fsck() {
    return execute("fsck");
  }

  private int execute(String... command) {
    out.getBuffer().setLength(0);
    var arguments = Stream.concat(Stream.of(command), Stream.of("--set", "data.dir=" + directory));
    return Millrace.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(out, true))
        .execute(arguments.toArray(String[]::new));
  }
}
