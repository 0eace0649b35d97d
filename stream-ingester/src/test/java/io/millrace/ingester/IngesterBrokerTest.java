package io.millrace.ingester;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.javalin.Javalin;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.embedded.EmbeddedBroker;
import io.millrace.ingester.assemble.TestRows.Row;
import io.millrace.ingester.replay.KafkaSourceLog;
import io.millrace.ingester.replay.TruncatedLogException;
import io.millrace.runtime.Settings;
import io.millrace.schemas.chunks.ChunkPart.Trailer;
import io.millrace.schemas.deadletter.DeadLetter;
import io.millrace.schemas.model.OffsetRange;
import io.millrace.schemas.recent.RecentFrame.Covered;
import io.millrace.schemas.recent.RecentFrame.Missing;
import io.millrace.schemas.recent.RecentFrame.Reason;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IngesterBrokerTest {
  private static final EmbeddedBroker KAFKA = EmbeddedBroker.temporary();
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir private Path directory;

  @BeforeAll
  static void start() {
    KAFKA.start();
  }

  @AfterAll
  static void stop() {
    KAFKA.close();
  }

  @Test
  void acceptedRows_areReadableAndThenPublishedByAFlush() throws Exception {
    try (Broker broker = new Broker(KAFKA, "flush.", 3);
        Node node = new Node(broker, directory, Map.of())) {
      broker.push(0, List.of(new Row("a", "api", 2, "two"), new Row("a", "api", 1, "one")));
      broker.push(1, List.of(new Row("b", "api", 3, "three")));
      node.awaitRead(0, 1);
      node.awaitRead(1, 1);

      assertThat(node.client.send("GET", "/internal/recent/owners").body())
          .isEqualTo(
              "{\"0\":\"%1$s\",\"1\":\"%1$s\",\"2\":\"%1$s\"}".formatted("127.0.0.1:" + node.port));
      assertThat(node.client.recent("a", Map.of(0, 0L, 1, 0L)).rows())
          .containsExactly(new Row("a", "api", 1, "one"), new Row("a", "api", 2, "two"));

      HttpResponse<String> answer =
          node.whilePublishing(() -> node.client.send("POST", "/flush?wait=true"));

      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
      assertThat(ChunkReading.rows(broker.chunks(0)))
          .containsExactly(new Row("a", "api", 1, "one"), new Row("a", "api", 2, "two"));
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(node.client.recent("a", Map.of(0, 0L)).frames())
                      .containsExactly(new Missing(0, 0, Reason.PUBLISHED)));
      assertThat(node.client.recent("a", Map.of(0, 1L)).frames())
          .containsExactly(new Covered(new OffsetRange(0, 1, 1)));
      assertThat(node.client.send("POST", "/flush?wait=true").statusCode()).isEqualTo(204);
    }
  }

  @Test
  void aFlushThatIsNotPublishedSaysSo() throws Exception {
    try (Broker broker = new Broker(KAFKA, "stuck.", 1);
        Node node = new Node(broker, directory, Map.of())) {
      broker.push(0, List.of(new Row("a", "api", 1, "one")));

      HttpResponse<String> answer = node.client.send("POST", "/flush?wait=true&timeout=1500");

      assertThat(answer.statusCode()).isEqualTo(504);
      assertThat(answer.body())
          .isEqualTo("not published within 1500 ms, watermark/target by partition: {0=0/1}");
      assertThat(node.client.send("GET", "/flush").statusCode()).isEqualTo(204);
      assertThat(node.client.send("POST", "/flush?local=true&targets=x").statusCode())
          .isEqualTo(400);
    }
  }

  @Test
  void badRecords_goToTheDeadLettersInTheSameTransaction() throws Exception {
    try (Broker broker = new Broker(KAFKA, "dead.", 1);
        Node node = new Node(broker, directory, Map.of())) {
      byte[] garbage = {9, 9, 9};
      broker.push(0, List.of(new Row("a", "api", 1, "one")));
      broker.pushBytes(0, garbage);
      broker.push(0, List.of(new Row("a", "api", 2, "two")));

      assertThat(
              node.whilePublishing(() -> node.client.send("POST", "/flush?wait=true")).statusCode())
          .isEqualTo(204);

      List<ConsumerRecord<byte[], byte[]>> letters =
          broker.read(broker.topics().deadLetter()).getOrDefault(0, List.of());
      assertThat(letters).hasSize(1);
      assertThat(letters.getFirst().value()).isEqualTo(garbage);
      assertThat(DeadLetter.from(letters.getFirst().headers()).sourceOffset()).isEqualTo(1);
      assertThat(broker.chunks(0).getLast())
          .isInstanceOfSatisfying(
              Trailer.class,
              trailer -> {
                assertThat(trailer.segment().range()).isEqualTo(new OffsetRange(0, 0, 3));
                assertThat(trailer.rows()).isEqualTo(2);
                assertThat(trailer.deadLettered()).isEqualTo(1);
              });
    }
  }

  @Test
  void aFlushDoesNotWaitForTransactionMarkers() throws Exception {
    try (Broker broker = new Broker(KAFKA, "markers.", 2);
        Node node = new Node(broker, directory, Map.of())) {
      broker.pushInTransaction(0, List.of(new Row("a", "api", 1, "one")), true);
      broker.pushInTransaction(1, List.of(new Row("a", "api", 1, "never")), false);

      HttpResponse<String> answer =
          node.whilePublishing(() -> node.client.send("POST", "/flush?wait=true"));

      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
      assertThat(ChunkReading.rows(broker.chunks(0)))
          .containsExactly(new Row("a", "api", 1, "one"));
      assertThat(broker.chunks(1)).isEmpty();
    }
  }

  @Test
  void theClockCutsWhatIsIdle() throws Exception {
    try (Broker broker = new Broker(KAFKA, "idle.", 1);
        Node _ = new Node(broker, directory, Map.of("chunk.idle.period", "500ms"))) {
      broker.push(0, List.of(new Row("a", "api", 1, "one")));

      await().atMost(SOON).untilAsserted(() -> assertThat(broker.chunks(0)).isNotEmpty());
    }
  }

  @Test
  void aSecondIngester_takesPartitionsAndBothFlushForEachOther() throws Exception {
    try (Broker broker = new Broker(KAFKA, "two.", 4);
        Node first = new Node(broker, directory.resolve("1"), Map.of())) {
      for (int partition = 0; partition < 4; partition++) {
        broker.push(partition, List.of(new Row("a", "api", partition, "before")));
      }
      try (Node second = new Node(broker, directory.resolve("2"), Map.of())) {
        await()
            .atMost(Duration.ofSeconds(60))
            .untilAsserted(
                () -> {
                  String owners = first.client.send("GET", "/internal/recent/owners").body();
                  assertThat(owners)
                      .contains("127.0.0.1:" + first.port, "127.0.0.1:" + second.port)
                      .isEqualTo(second.client.send("GET", "/internal/recent/owners").body());
                  assertThat(first.client.send("GET", "/ready").statusCode()).isEqualTo(200);
                  assertThat(second.client.send("GET", "/ready").statusCode()).isEqualTo(200);
                });
        for (int partition = 0; partition < 4; partition++) {
          broker.push(partition, List.of(new Row("a", "api", 10 + partition, "after")));
        }

        HttpResponse<String> answer =
            second.whilePublishing(() -> second.client.send("POST", "/flush?wait=true"));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
        for (int partition = 0; partition < 4; partition++) {
          assertThat(ChunkReading.rows(broker.chunks(partition))).hasSize(2);
        }
      }
    }
  }

  @Test
  void recordsThatWereDeleted_areNamedWhenTheyAreReadAgain() throws Exception {
    try (Broker broker = new Broker(KAFKA, "deleted.", 1);
        KafkaSourceLog log =
            new KafkaSourceLog(
                Map.of("bootstrap.servers", broker.servers()), broker.topics().logs(), "none")) {
      for (int i = 0; i < 5; i++) {
        broker.push(0, List.of(new Row("a", "api", i, "x")));
      }
      broker.deleteBefore(0, 3);
      List<Long> offsets = new ArrayList<>();

      assertThatThrownBy(() -> log.read(new OffsetRange(0, 0, 5), (_, _, _) -> true))
          .isInstanceOfSatisfying(
              TruncatedLogException.class, e -> assertThat(e.beginning()).isEqualTo(3));
      assertThat(log.read(new OffsetRange(0, 3, 5), (offset, _, _) -> offsets.add(offset)))
          .isEqualTo(5);
      assertThat(offsets).containsExactly(3L, 4L);
      assertThat(log.read(new OffsetRange(0, 3, 5), (_, _, _) -> false)).isEqualTo(4);
      assertThat(log.facts(0).beginning()).isEqualTo(3);
      assertThat(log.facts(0).committed()).isEmpty();
    }
  }

  /// An ingester in this JVM.
  private static final class Node implements AutoCloseable {
    private final Broker broker;
    private final int port;
    private final StreamIngester ingester;
    private final Javalin http;
    private final IngesterClient client;

    Node(Broker broker, Path directory, Map<String, String> more)
        throws IOException, InterruptedException {
      this.broker = broker;
      this.port = freePort();
      Map<String, String> settings = new HashMap<>(broker.settings(directory, port));
      settings.putAll(more);
      this.ingester =
          new StreamIngester(
              IngesterConfig.from(new Settings(settings)), new SimpleMeterRegistry());
      this.http = IngesterMain.serve(ingester, port);
      this.client = new IngesterClient(port);
      ingester.start();
      client.awaitReady();
    }

    /// Waits until the records below `next` are in memory.
    void awaitRead(int partition, long next) {
      await()
          .atMost(SOON)
          .until(
              () ->
                  client.recent("nobody", Map.of(partition, 0L)).frames().getFirst()
                          instanceof Covered(OffsetRange range)
                      && range.to() >= next);
    }

    <T> T whilePublishing(Callable<T> question) throws InterruptedException, ExecutionException {
      Publisher publisher = new Publisher(broker);
      try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
        Future<T> answer = executor.submit(question);
        await().atMost(SOON).until(() -> publisher.run() >= 0 && answer.isDone());
        return answer.get();
      }
    }

    @Override
    public void close() {
      http.stop();
      ingester.close();
    }
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
