package io.millrace.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.embedded.EmbeddedBroker;
import io.millrace.gateway.StoredLines.Line;
import io.millrace.schemas.model.LabelParser;
import io.millrace.schemas.model.Labels;
import io.millrace.schemas.model.TenantId;
import io.millrace.schemas.partition.LogPartitioner;
import io.millrace.schemas.topic.TopicCreator;
import io.millrace.schemas.topic.TopicSpecs;
import io.millrace.schemas.topic.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The whole way from HTTP to records, against a real broker.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class GatewayServiceTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final long T = NOW.getEpochSecond() * 1_000_000_000L;

  private final EmbeddedBroker broker = EmbeddedBroker.temporary();
  private Gateway gateway;

  @BeforeAll
  void start() throws InterruptedException {
    broker.start();
    Gateway.createTopics(broker.bootstrapServers());
    gateway = gateway(Map.of()).awaitReady();
  }

  @AfterAll
  void stop() {
    gateway.close();
    broker.close();
  }

  @Test
  void push_isStoredLineForLine() throws Exception {
    Random random = new Random(7);
    List<Line> expected = new ArrayList<>();
    for (int push = 0; push < 20; push++) {
      var request = new ProtobufPush();
      for (int stream = 0; stream < 5; stream++) {
        String labels =
            "{app=\"svc-%d\", push=\"%d\"}".formatted(random.nextInt(50) + 100 * stream, push);
        for (int entry = random.nextInt(1, 50); entry > 0; entry--) {
          String line =
              "line %x é漢 %s".formatted(random.nextLong(), "x".repeat(random.nextInt(300)));
          request.entry(T + entry, line, "trace", "t" + entry);
          String stored = withService(labels);
          expected.add(
              new Line(
                  partition(stored),
                  "",
                  "lines",
                  stored,
                  T + entry,
                  line,
                  "{detected_level=\"unknown\", trace=\"t%d\"}".formatted(entry)));
        }
        request.stream(labels);
      }

      HttpResponse<String> answer = push("lines", request);

      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
    }

    List<Line> stored =
        stored("lines").stream()
            .map(
                l ->
                    new Line(
                        l.partition(),
                        "",
                        l.tenant(),
                        l.labels(),
                        l.timestamp(),
                        l.line(),
                        l.metadata()))
            .toList();
    assertThat(stored).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void push_thatIsLargeBecomesSeveralRecords() throws Exception {
    var request = new ProtobufPush();
    for (int entry = 0; entry < 100; entry++) {
      byte[] line = new byte[200_000];
      new Random(entry).ints(line.length, 32, 127).forEach(new Filler(line)::next);
      request.entry(T + entry, line);
    }
    request.stream("{app=\"large\"}");

    HttpResponse<String> answer = push("large", request);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
    List<Line> stored = stored("large");
    assertThat(stored).hasSize(100).allMatch(line -> line.line().length() == 200_000);
    assertThat(stored.stream().map(Line::timestamp)).isSorted();
    assertThat(gateway.registry().get("millrace.gateway.inflight.bytes").gauge().value()).isZero();
  }

  @Test
  void key_namesTheStreamOfARecordThatHasOnlyOne() throws Exception {
    push("keys", new ProtobufPush().entry(T, "one").stream("{service_name=\"a\"}"));

    Labels labels = Labels.of(Map.of("service_name", "a"));
    assertThat(stored("keys").getFirst().key()).isEqualTo("keys/%016x".formatted(labels.hash()));
  }

  @Test
  void metadata_isNormalized() throws Exception {
    push(
        "metadata",
        new ProtobufPush()
                .entry(
                    T, "x", "b.c", "1", "2nd", "2", "__x__", "3", "a", "4", "empty", "", "a", "5",
                    "é1", "6")
                .entry(T + 1, "x", "level", "WARNING")
                .entry(T + 2, "x", "detected_level", "ERR", "level", "info")
                .entry(T + 3, "x", "severity_number", "17")
                .stream("{app=\"m\"}"));

    assertThat(stored("metadata").stream().map(Line::metadata))
        .containsExactly(
            "{_1=\"6\", __x__=\"3\", a=\"5\", b_c=\"1\", detected_level=\"unknown\","
                + " key_2nd=\"2\"}",
            "{detected_level=\"warn\", level=\"WARNING\"}",
            "{detected_level=\"error\", level=\"info\"}",
            "{detected_level=\"error\", severity_number=\"17\"}");
  }

  @Test
  void line_thatIsNotUtf8IsMadeValid() throws Exception {
    push(
        "utf8",
        new ProtobufPush().entry(T, new byte[] {'a', (byte) 0xFF, 'b'}).stream("{a=\"b\"}"));

    assertThat(stored("utf8").getFirst().line()).isEqualTo("a�b");
    assertThat(gateway.registry().get("millrace.gateway.repaired.texts").counter().count())
        .isPositive();
  }

  @Test
  void mixedBatch_keepsWhatIsValid() throws Exception {
    HttpResponse<String> answer =
        push(
            "mixed",
            new ProtobufPush()
                    .entry(T, "good")
                    .entry(T - 8 * 86_400_000_000_000L, "old")
                    .entry(T + 3_600_000_000_000L, "new")
                    .entry(T + 3_600_000_000_000L, "newer")
                    .stream("{app=\"a\"}")
                    .entry(T, "y".repeat(300_000))
                    .stream("{app=\"b\"}"));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .isEqualTo(
            "1 errors like: entry for stream '{app=\"a\", service_name=\"a\"}' has timestamp too"
                + " old: 2026-11-12T10:00:00Z, oldest acceptable timestamp is:"
                + " 2026-11-13T10:00:00Z; 2 errors like: entry for stream '{app=\"a\","
                + " service_name=\"a\"}' has timestamp too new: 2026-11-20T11:00:00Z; 1 errors"
                + " like: max entry size '262144' bytes exceeded for stream '{app=\"b\","
                + " service_name=\"b\"}' while adding an entry with length '300000' bytes\n");
    assertThat(stored("mixed").stream().map(Line::line)).containsExactly("good");
    assertThat(discarded("mixed", "greater_than_max_sample_age")).isEqualTo(1);
    assertThat(discarded("mixed", "too_far_in_future")).isEqualTo(2);
    assertThat(discarded("mixed", "line_too_long")).isEqualTo(1);
  }

  @Test
  void rate_isLimitedForTheWholePush() throws Exception {
    try (var slow =
        gateway(Map.of("limits.ingestion_rate_mb", "0.001", "limits.ingestion_burst_size_mb", "1"))
            .awaitReady()) {
      byte[] body =
          new ProtobufPush()
                  .entry(T, "z".repeat(200_000))
                  .entry(T, "z".repeat(200_000))
                  .entry(T, "z".repeat(200_000))
                  .stream("{a=\"b\"}")
                  .snappy();
      Map<String, String> headers = headers("limited");

      int first = slow.post("/loki/api/v1/push", headers, body).statusCode();
      HttpResponse<String> second = slow.post("/loki/api/v1/push", headers, body);

      assertThat(first).isEqualTo(204);
      assertThat(second.statusCode()).isEqualTo(429);
      assertThat(second.headers().firstValue("Retry-After"))
          .hasValueSatisfying(seconds -> assertThat(Integer.parseInt(seconds)).isBetween(100, 145));
      assertThat(second.body())
          .startsWith(
              "ingestion rate limit exceeded for user limited (limit: 1048 bytes/sec)"
                  + " while attempting to ingest '3' lines totaling '600000' bytes");
      assertThat(stored("limited")).hasSize(3);
    }
  }

  @Test
  void bodies_mayBePacked() throws Exception {
    byte[] json =
        "{\"streams\":[{\"stream\":{\"a\":\"b\"},\"values\":[[\"%d\",\"packed\"]]}]}"
            .formatted(T)
            .getBytes(UTF_8);
    Map<String, String> headers = headers("packed");
    headers.put("Content-Type", "application/json");

    headers.put("Content-Encoding", "gzip");
    assertThat(gateway.post("/loki/api/v1/push", headers, gzip(json)).statusCode()).isEqualTo(204);
    byte[] noTrailer = Arrays.copyOf(gzip(json), gzip(json).length - 8);
    assertThat(gateway.post("/loki/api/v1/push", headers, noTrailer).statusCode()).isEqualTo(204);
    headers.put("Content-Encoding", "deflate");
    assertThat(gateway.post("/loki/api/v1/push", headers, deflate(json, true)).statusCode())
        .isEqualTo(204);
    assertThat(gateway.post("/loki/api/v1/push", headers, deflate(json, false)).statusCode())
        .isEqualTo(400);

    assertThat(stored("packed")).hasSize(3);
  }

  @Test
  void bomb_isRefusedBeforeItUnfolds() throws Exception {
    try (var small =
        gateway(Map.of("push.max.decoded.bytes", "1MB", "push.max.body.bytes", "100KB"))
            .awaitReady()) {
      Map<String, String> headers = headers("bomb");
      headers.put("Content-Type", "application/json");
      headers.put("Content-Encoding", "gzip");
      byte[] bomb = gzip(new byte[50 << 20]);

      HttpResponse<String> unfolded = small.post("/loki/api/v1/push", headers, bomb);
      HttpResponse<String> large = small.post("/loki/api/v1/push", headers, new byte[200_000]);

      assertThat(unfolded.statusCode()).isEqualTo(413);
      assertThat(unfolded.body()).startsWith("request body too large: ");
      assertThat(large.statusCode()).isEqualTo(413);
      assertThat(large.body())
          .isEqualTo("request body too large: 200000 bytes, limit: 102400 bytes\n");
    }
  }

  @Test
  void memory_isBounded() throws Exception {
    try (var small = gateway(Map.of("push.memory.bytes", "200KB")).awaitReady()) {
      byte[] body = new ProtobufPush().entry(T, "z".repeat(250_000)).stream("{a=\"b\"}").snappy();

      HttpResponse<String> answer = small.post("/loki/api/v1/push", headers("memory"), body);

      assertThat(answer.statusCode()).isIn(413, 503);
      assertThat(small.registry().get("millrace.gateway.inflight.bytes").gauge().value()).isZero();
    }
  }

  @Test
  void topics_areMadeOnceAndNeverChanged() throws Exception {
    try (var admin =
        Admin.create(Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()))) {
      var creator = new TopicCreator(admin, Duration.ofSeconds(30));
      var topics = new Topics(Topics.DEFAULT_PREFIX);

      assertThat(creator.create(TopicSpecs.of(topics, Gateway.PARTITIONS))).isEmpty();
      assertThat(creator.missing(TopicSpecs.of(new Topics("other."), 1)))
          .containsExactly("other.logs", "other.chunks", "other.catalog", "other.dead-letter");
      assertThatThrownBy(() -> creator.create(TopicSpecs.of(topics, 2 * Gateway.PARTITIONS)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "topic millrace.logs has 4 partitions, needs 8; topic millrace.chunks has 4"
                  + " partitions, needs 8");
    }
  }

  private Gateway gateway(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>();
    all.put("auth.mode", "header");
    all.put("limits.ingestion_rate_mb", "1000");
    all.put("limits.ingestion_burst_size_mb", "1000");
    all.put("limits.per_stream_rate_limit_burst", "100MB");
    all.putAll(settings);
    return new Gateway(broker.bootstrapServers(), all, () -> NOW);
  }

  private HttpResponse<String> push(String tenant, ProtobufPush request)
      throws IOException, InterruptedException {
    return gateway.post("/loki/api/v1/push", headers(tenant), request.snappy());
  }

  private List<Line> stored(String tenant) throws Exception {
    return StoredLines.read(broker.bootstrapServers()).stream()
        .filter(line -> line.tenant().equals(tenant))
        .toList();
  }

  private double discarded(String tenant, String reason) {
    return gateway
        .registry()
        .get("loki.discarded.samples")
        .tags("tenant", tenant, "reason", reason)
        .counter()
        .count();
  }

  private static Map<String, String> headers(String tenant) {
    return new HashMap<>(Map.of("X-Scope-OrgID", tenant, "Content-Type", "application/x-protobuf"));
  }

  private static String withService(String labels) throws Exception {
    Labels given = Labels.of(LabelParser.parse(labels));
    return labels.replace("}", ", service_name=\"%s\"}".formatted(given.get("app")));
  }

  private static int partition(String labels) throws Exception {
    return LogPartitioner.of(new TenantId("lines"), Gateway.PARTITIONS, 0)
        .partition(Labels.of(LabelParser.parse(labels)).hash());
  }

  private static byte[] gzip(byte[] data) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(data);
    }
    return out.toByteArray();
  }

  private static byte[] deflate(byte[] data, boolean raw) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var deflate = new DeflaterOutputStream(out, new Deflater(6, raw))) {
      deflate.write(data);
    }
    return out.toByteArray();
  }

  private static final class Filler {
    private final byte[] into;
    private int at;

    Filler(byte[] into) {
      this.into = into;
    }

    void next(int b) {
      into[at++] = (byte) b;
    }
  }
}
