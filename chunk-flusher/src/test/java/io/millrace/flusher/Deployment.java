package io.millrace.flusher;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.runtime.Settings;
import io.millrace.schemas.catalog.CatalogRecord;
import io.millrace.schemas.catalog.CatalogRecord.SegmentPublished;
import io.millrace.schemas.catalog.CatalogRecordSerde;
import io.millrace.schemas.catalog.SegmentId;
import io.millrace.schemas.topic.TopicCreator;
import io.millrace.schemas.topic.TopicSpecs;
import io.millrace.schemas.topic.Topics;
import io.millrace.store.catalog.CatalogAudit;
import io.millrace.store.catalog.ObjectAudit;
import io.millrace.store.objectstore.ObjectStore;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/// The topics of one test on a shared broker, and what can be seen of them from outside.
final class Deployment implements AutoCloseable {
  private final String bootstrapServers;
  private final Topics topics;
  private final Admin admin;
  private final KafkaConsumer<String, CatalogRecord> catalog;
  private final List<CatalogRecord> records = new ArrayList<>();

  Deployment(String bootstrapServers, String prefix, int partitions) throws InterruptedException {
    this.bootstrapServers = bootstrapServers;
    this.topics = new Topics(prefix + ".");
    this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    new TopicCreator(admin, Duration.ofSeconds(30)).create(TopicSpecs.of(topics, partitions));
    this.catalog =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", bootstrapServers,
                "isolation.level", "read_committed",
                "auto.offset.reset", "earliest"),
            new StringDeserializer(),
            new CatalogRecordSerde());
    catalog.assign(List.of(new TopicPartition(topics.catalog(), 0)));
  }

  SegmentWriter writer() {
    return new SegmentWriter(bootstrapServers, topics.chunks());
  }

  /// How many flushers the group has.
  int members() throws ExecutionException, InterruptedException {
    String group = topics.prefix() + "chunk-flusher";
    return admin.describeConsumerGroups(List.of(group)).all().get().values().stream()
        .mapToInt(description -> description.members().size())
        .sum();
  }

  /// Deletes what a partition of `chunks` holds, as retention would.
  void deleteChunks(int partition) throws ExecutionException, InterruptedException {
    var chunks = new TopicPartition(topics.chunks(), partition);
    admin.deleteRecords(Map.of(chunks, RecordsToDelete.beforeOffset(-1))).all().get();
  }

  FlusherService flusher(ObjectStore store) {
    return flusher(store, new SimpleMeterRegistry(), Map.of());
  }

  /// A flusher that is started, with short waits.
  FlusherService flusher(ObjectStore store, MeterRegistry registry, Map<String, String> settings) {
    Map<String, String> all =
        new HashMap<>(
            Map.of(
                "topics.prefix", topics.prefix(),
                "flusher.backoff.max", "500ms",
                "kafka.bootstrap.servers", bootstrapServers,
                "kafka.session.timeout.ms", "6000",
                "kafka.reconnect.backoff.max.ms", "200"));
    all.putAll(settings);
    var given = new Settings(all);
    var service = new FlusherService(FlusherConfig.from(given), store, registry);
    given.failOnUnread();
    service.start();
    return service;
  }

  /// Every committed record of the catalog so far, with those of one segment as often as they are
  /// there.
  List<CatalogRecord> catalog() {
    catalog.poll(Duration.ofMillis(100)).forEach(record -> records.add(record.value()));
    return List.copyOf(records);
  }

  /// The segments published, each as often as it is there.
  List<SegmentId> published() {
    return catalog().stream()
        .map(SegmentPublished.class::cast)
        .map(SegmentPublished::segment)
        .toList();
  }

  /// Checks that the catalog holds each of `segments` once and nothing else, that they tile, and
  /// that the bucket holds exactly the objects it names, with the rows it tells.
  void assertPublishedOnce(List<SegmentId> segments, ObjectStore store) throws IOException {
    assertThat(published()).containsExactlyInAnyOrderElementsOf(segments);
    var audit = new CatalogAudit();
    catalog().forEach(audit::add);
    CatalogAudit.Report report = audit.report();
    assertThat(report.findings()).isEmpty();
    assertThat(report.partitions()).allSatisfy(p -> assertThat(p.ranges()).hasSize(1));
    var objects = new ObjectAudit(store);
    Set<String> named = new TreeSet<>();
    for (CatalogAudit.LiveObject object : report.liveObjects()) {
      named.add(object.entry().name());
      assertThat(objects.check(object)).isEmpty();
    }
    Set<String> stored = new TreeSet<>();
    store.list("", object -> stored.add(object.name()));
    assertThat(stored).isEqualTo(named);
  }

  @Override
  public void close() {
    catalog.close();
    admin.close();
  }
}
