package io.millrace.store.catalog;

import static io.millrace.store.catalog.CatalogEvents.TOPIC;
import static io.millrace.store.catalog.CatalogEvents.published;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.embedded.EmbeddedBroker;
import io.millrace.schemas.catalog.CatalogRecord;
import io.millrace.schemas.catalog.CatalogRecordSerde;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

class CatalogTailTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  @SuppressWarnings("NullAway.Init") // set before the tests
  private static EmbeddedBroker broker;

  private final CatalogRecordSerde serde = new CatalogRecordSerde();

  @SuppressWarnings("NullAway.Init") // set before each test
  private String topic;

  @BeforeAll
  static void startBroker() {
    broker = EmbeddedBroker.temporary().start();
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  private static Map<String, String> kafka(EmbeddedBroker broker) {
    return Map.of("bootstrap.servers", broker.bootstrapServers());
  }

  @BeforeEach
  void createTopic(TestInfo test) throws ExecutionException, InterruptedException {
    topic = "catalog-" + test.getTestMethod().orElseThrow().getName();
    createTopic(broker);
  }

  private void createTopic(EmbeddedBroker where) throws ExecutionException, InterruptedException {
    try (var admin = Admin.create(Map.<String, Object>copyOf(kafka(where)))) {
      admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
    }
  }

  private KafkaProducer<String, byte[]> producer(EmbeddedBroker where, @Nullable String id) {
    Map<String, Object> settings = new HashMap<>(kafka(where));
    if (id != null) {
      settings.put("transactional.id", id);
    }
    var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    if (id != null) {
      producer.initTransactions();
    }
    return producer;
  }

  private void send(KafkaProducer<String, byte[]> producer, CatalogRecord event) {
    send(producer, event.key(), serde.encode(topic, event));
  }

  private void send(KafkaProducer<String, byte[]> producer, String key, byte @Nullable [] value) {
    var _ = producer.send(new ProducerRecord<>(topic, key, value));
  }

  private void commit(KafkaProducer<String, byte[]> producer, CatalogRecord... events) {
    producer.beginTransaction();
    for (CatalogRecord event : events) {
      send(producer, event);
    }
    producer.commitTransaction();
  }

  @Test
  void awaitCaughtUp_appliesWhatWasThere() throws InterruptedException {
    try (var producer = producer(broker, "caught-up")) {
      for (int i = 0; i < 50; i++) {
        commit(producer, published(0, i, i + 1), published(1, 2L * i, 2L * i + 2));
      }
    }

    try (var tail = CatalogTail.start(kafka(broker), topic, serde)) {
      tail.awaitCaughtUp(SOON);

      assertThat(tail.isCaughtUp()).isTrue();
      assertThat(tail.snapshot().watermark(0)).isEqualTo(50);
      assertThat(tail.snapshot().watermark(1)).isEqualTo(100);
    }
  }

  @Test
  void emptyTopic_isCaughtUpAtOnce() throws InterruptedException {
    try (var tail = CatalogTail.start(kafka(broker), topic, serde)) {
      tail.awaitCaughtUp(SOON);

      assertThat(tail.refresh(SOON).coverage()).isEmpty();
    }
  }

  @Test
  void refresh_seesEverythingCommittedBefore() throws InterruptedException {
    try (var tail = CatalogTail.start(kafka(broker), topic, serde);
        var producer = producer(broker, null)) {
      tail.awaitCaughtUp(SOON);
      for (int i = 0; i < 100; i++) {
        send(producer, published(0, i, i + 1));
        producer.flush();

        assertThat(tail.refresh(SOON).watermark(0)).isEqualTo(i + 1);
      }
    }
  }

  @Test
  void abortedRecords_areNeverSeen() throws InterruptedException {
    try (var tail = CatalogTail.start(kafka(broker), topic, serde);
        var producer = producer(broker, "aborts")) {
      commit(producer, published(0, 0, 10));
      producer.beginTransaction();
      send(producer, published(0, 10, 99));
      producer.flush();
      producer.abortTransaction();
      commit(producer, published(0, 10, 20));

      await().atMost(SOON).until(() -> tail.snapshot().watermark(0) >= 20);
      assertThat(tail.snapshot().coverage(TOPIC, 0).watermark()).isEqualTo(20);
    }
  }

  @Test
  void openTransaction_doesNotHoldUpARefresh() throws InterruptedException {
    try (var tail = CatalogTail.start(kafka(broker), topic, serde);
        var producer = producer(broker, "open")) {
      commit(producer, published(0, 0, 10));
      producer.beginTransaction();
      send(producer, published(0, 10, 20));
      producer.flush();
      await().atMost(SOON).until(() -> tail.snapshot().watermark(0) == 10);

      CatalogSnapshot during = tail.refresh(SOON);
      producer.commitTransaction();

      assertThat(during.watermark(0)).isEqualTo(10);
      await().atMost(SOON).until(() -> tail.snapshot().watermark(0) == 20);
    }
  }

  @Test
  void listeners_areToldOfEveryState() throws InterruptedException {
    List<Long> seen = new CopyOnWriteArrayList<>();
    try (var tail = CatalogTail.start(kafka(broker), topic, serde);
        var producer = producer(broker, null)) {
      tail.awaitCaughtUp(SOON);
      tail.onChange(now -> seen.add(now.watermark(0)));
      send(producer, published(0, 0, 1));
      producer.flush();
      tail.refresh(SOON);
      send(producer, published(0, 1, 2));
      producer.flush();
      tail.refresh(SOON);
    }

    assertThat(seen).containsExactly(1L, 2L);
  }

  @Test
  void tombstone_isSteppedOver() throws InterruptedException {
    try (var producer = producer(broker, null);
        var tail = CatalogTail.start(kafka(broker), topic, serde)) {
      send(producer, "segment/x", null);
      send(producer, published(0, 0, 1));
      producer.flush();

      assertThat(tail.refresh(SOON).watermark(0)).isEqualTo(1);
    }
  }

  @Test
  void badRecord_stopsTheTailForGood() throws InterruptedException {
    try (var producer = producer(broker, null);
        var tail = CatalogTail.start(kafka(broker), topic, serde)) {
      send(producer, published(0, 0, 1));
      send(producer, "bad", new byte[] {1, 2, 3});
      send(producer, published(0, 1, 2));
      producer.flush();

      await().atMost(SOON).until(() -> tail.failure().isPresent());
      assertThat(tail.failure().orElseThrow())
          .hasMessageContaining("%s has a bad record at offset 1".formatted(topic));
      assertThatThrownBy(() -> tail.refresh(SOON)).isInstanceOf(CatalogException.class);
    }
  }

  @Test
  void close_freesWhoWaits() throws InterruptedException {
    var tail = CatalogTail.start(Map.of("bootstrap.servers", "127.0.0.1:1"), topic, serde);
    List<Throwable> thrown = new CopyOnWriteArrayList<>();
    Thread waiter =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    tail.awaitCaughtUp(SOON);
                  } catch (InterruptedException | CatalogException e) {
                    thrown.add(e);
                  }
                });
    await().until(() -> waiter.getState() == Thread.State.TIMED_WAITING);

    tail.close();
    waiter.join();

    assertThat(thrown).hasSize(1).first().isInstanceOf(CatalogException.class);
    assertThatThrownBy(() -> tail.refresh(SOON)).isInstanceOf(CatalogException.class);
  }

  @Test
  void brokerOutage_isSurvived(@TempDir Path data) throws Exception {
    EmbeddedBroker first = EmbeddedBroker.at(data).start();
    int port = Integer.parseInt(first.bootstrapServers().split(":", 2)[1]);
    createTopic(first);
    try (var producer = producer(first, null)) {
      send(producer, published(0, 0, 1));
    }
    try (var tail = CatalogTail.start(kafka(first), topic, serde)) {
      tail.awaitCaughtUp(SOON);
      first.close();

      assertThatThrownBy(() -> tail.refresh(Duration.ofMillis(300)))
          .isInstanceOf(CatalogException.class)
          .hasMessageContaining("within 300 ms");
      assertThat(tail.snapshot().watermark(0)).isEqualTo(1);
      try (var second = EmbeddedBroker.at(data).withPort(port).start();
          var producer = producer(second, null)) {
        send(producer, published(0, 1, 2));
        producer.flush();

        assertThat(tail.refresh(Duration.ofSeconds(60)).watermark(0)).isEqualTo(2);
      }
    }
  }
}
