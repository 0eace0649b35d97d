package io.millrace.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {
  private static final TopicPartition PARTITION = new TopicPartition("lines", 0);

  @TempDir Path directory;

  @Test
  void start_keepsRecordsAndGroupOffsetsAcrossARestart() throws Exception {
    try (var broker = EmbeddedBroker.at(directory)) {
      broker.start();
      createTopic(broker.bootstrapServers());
      produce(broker.bootstrapServers(), "first", "second");
      consumeAndCommit(broker.bootstrapServers(), 1);
    }

    try (var broker = EmbeddedBroker.at(directory).start()) {
      produce(broker.bootstrapServers(), "third");

      assertThat(consumeAndCommit(broker.bootstrapServers(), 2)).containsExactly("second", "third");
    }
  }

  @Test
  void start_findsEverythingAfterAKill() throws Exception {
    Process child = startChild();
    try (BufferedReader out = child.inputReader(UTF_8)) {
      String address = readyAddress(out);
      createTopic(address);
      produce(address, "kept");
      child.destroyForcibly();
      assertThat(child.waitFor(10, TimeUnit.SECONDS)).isTrue();
    } finally {
      child.destroyForcibly();
    }

    try (var broker = EmbeddedBroker.at(directory).start()) {
      assertThat(consumeAndCommit(broker.bootstrapServers(), 1)).containsExactly("kept");
      produce(broker.bootstrapServers(), "and goes on");
      assertThat(consumeAndCommit(broker.bootstrapServers(), 1)).containsExactly("and goes on");
    }
  }

  @Test
  void main_stopsOnATermSignal() throws Exception {
    Process child = startChild();
    try (BufferedReader out = child.inputReader(UTF_8)) {
      readyAddress(out);

      child.destroy();

      assertThat(child.waitFor(10, TimeUnit.SECONDS)).isTrue();
    } finally {
      child.destroyForcibly();
    }
  }

  @Test
  void start_listensOnAFixedPort_andSaysWhenItIsTaken() throws IOException {
    int port;
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = taken.getLocalPort();

      assertThatThrownBy(() -> EmbeddedBroker.at(directory).withPort(port).start())
          .isInstanceOf(EmbeddedBrokerException.class)
          .hasMessageContaining("on port " + port);
    }

    try (var broker = EmbeddedBroker.at(directory).withPort(port).start()) {
      assertThat(broker.bootstrapServers()).isEqualTo("127.0.0.1:" + port);
    }
  }

  @Test
  void close_deletesATemporaryDirectory() {
    var broker = EmbeddedBroker.temporary().start();
    Path data = broker.directory();
    assertThat(data).isNotEmptyDirectory();

    broker.close();

    assertThat(data).doesNotExist();
  }

  @Test
  void bootstrapServers_isAnErrorBeforeTheStart() {
    try (var broker = EmbeddedBroker.at(directory)) {
      assertThatThrownBy(broker::bootstrapServers)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("never started");
    }
  }

  private Process startChild() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            BrokerMain.class.getName(),
            directory.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static String readyAddress(BufferedReader out) throws IOException {
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith("ready ")) {
        return line.substring("ready ".length());
      }
    }
    throw new IOException("the child ended before it was ready");
  }

  private static void createTopic(String address) throws Exception {
    try (var admin = Admin.create(Map.of("bootstrap.servers", address))) {
      admin.createTopics(List.of(new NewTopic(PARTITION.topic(), 1, (short) 1))).all().get();
    }
  }

  private static void produce(String address, String... lines) throws Exception {
    Map<String, Object> config = Map.of("bootstrap.servers", address, "acks", "all");
    try (var producer =
        new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
      for (String line : lines) {
        producer.send(new ProducerRecord<>(PARTITION.topic(), line)).get();
      }
    }
  }

  /// Reads `count` records from where the group stands and commits behind them.
  private static List<String> consumeAndCommit(String address, int count) {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers", address,
            "group.id", "readers",
            "auto.offset.reset", "earliest",
            "enable.auto.commit", "false",
            "max.poll.records", "1");
    var lines = new ArrayList<String>();
    try (var consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(PARTITION));
      long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (lines.size() < count && System.nanoTime() < deadline) {
        consumer.poll(Duration.ofMillis(200)).forEach(record -> lines.add(record.value()));
        consumer.commitSync();
      }
    }
    return lines;
  }
}
