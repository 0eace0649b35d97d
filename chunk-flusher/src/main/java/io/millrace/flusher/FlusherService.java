package io.millrace.flusher;

import io.javalin.config.RoutesConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.flusher.publish.CatalogPublisher;
import io.millrace.flusher.publish.Uploads;
import io.millrace.runtime.Service;
import io.millrace.schemas.catalog.CatalogRecordSerde;
import io.millrace.schemas.chunks.ChunkPartSerde;
import io.millrace.schemas.wire.BuiltInSchemaIds;
import io.millrace.schemas.wire.RegistrySchemaIds;
import io.millrace.schemas.wire.SchemaIds;
import io.millrace.store.objectstore.ObjectStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Closed segments to objects, fenced and published. As many as you like may run; the partitions of
/// `chunks` are shared out among them.
public final class FlusherService implements Service {
  private static final Logger LOG = LoggerFactory.getLogger(FlusherService.class);
  private static final Duration JOIN = Duration.ofSeconds(8);

  private final FlusherConfig config;
  private final FlusherMetrics metrics;
  private final Uploads uploads;
  private final SchemaIds schemaIds;
  private volatile @Nullable FlusherLoop loop;
  private @Nullable Thread thread;

  /// The store stays the caller's, and is closed after this service.
  public FlusherService(FlusherConfig config, ObjectStore store, MeterRegistry registry) {
    this.config = config;
    this.metrics = new FlusherMetrics(registry);
    this.uploads = new Uploads(store, config.uploads(), config.maxBackoff(), metrics);
    this.schemaIds =
        config
            .schemaRegistry()
            .<SchemaIds>map(RegistrySchemaIds::new)
            .orElseGet(BuiltInSchemaIds::new);
    metrics.watch(this::bufferedBytes, () -> halted().size(), () -> uploads.isStoreAway() ? 1 : 0);
  }

  @Override
  public String name() {
    return "chunk-flusher";
  }

  @Override
  public void routes(RoutesConfig routes) {}

  @Override
  public void start() {
    var consumer =
        new KafkaConsumer<>(
            config.consumer(), new ByteArrayDeserializer(), new ChunkPartSerde(schemaIds));
    var publisher =
        new CatalogPublisher(
            config.producer(), config.topics().catalog(), new CatalogRecordSerde(schemaIds));
    var starting =
        new FlusherLoop(
            consumer,
            config.topics().chunks(),
            uploads,
            publisher,
            config.memoryBytes(),
            metrics,
            InstantSource.system());
    loop = starting;
    thread = Thread.ofPlatform().name("chunk-flusher").start(starting);
  }

  @Override
  public Optional<String> notReadyBecause() {
    FlusherLoop running = loop;
    return running == null ? Optional.of("not started") : running.notReadyBecause();
  }

  /// The partitions that stand still at a broken segment, with the reason.
  public List<String> halted() {
    FlusherLoop running = loop;
    return running == null ? List.of() : running.halted();
  }

  /// Bytes of payloads that wait to be stored.
  public long bufferedBytes() {
    FlusherLoop running = loop;
    return running == null ? 0 : running.bufferedBytes();
  }

  /// Publishes what is stored and leaves the group; what is not stored yet comes again.
  @Override
  public void close() {
    FlusherLoop running = loop;
    Thread joined = thread;
    if (running != null && joined != null) {
      running.stop();
      join(joined);
    }
    uploads.close();
    if (schemaIds instanceof RegistrySchemaIds registry) {
      registry.close();
    }
  }

  private static void join(Thread thread) {
    try {
      if (!thread.join(JOIN)) {
        LOG.atWarn().addKeyValue("thread", thread.getName()).log("flusher does not stop in time");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
