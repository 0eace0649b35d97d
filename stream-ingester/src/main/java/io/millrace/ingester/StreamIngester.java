package io.millrace.ingester;

import io.javalin.config.RoutesConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.ingester.assemble.EncoderPool;
import io.millrace.ingester.assemble.MemoryBudget;
import io.millrace.ingester.flush.FlushBoard;
import io.millrace.ingester.flush.FlushCoordinator;
import io.millrace.ingester.flush.FlushRoutes;
import io.millrace.ingester.recent.Owners;
import io.millrace.ingester.recent.RecentReader;
import io.millrace.ingester.recent.RecentRoutes;
import io.millrace.ingester.replay.KafkaSourceLog;
import io.millrace.ingester.replay.SegmentRebuilder;
import io.millrace.ingester.shelf.Shelf;
import io.millrace.ingester.shelf.SpillSpace;
import io.millrace.ingester.shelf.Watermarks;
import io.millrace.runtime.Service;
import io.millrace.schemas.catalog.CatalogRecordSerde;
import io.millrace.schemas.chunks.ChunkPartSerde;
import io.millrace.schemas.wire.BuiltInSchemaIds;
import io.millrace.schemas.wire.RegistrySchemaIds;
import io.millrace.schemas.wire.SchemaIds;
import io.millrace.store.catalog.CatalogTail;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The service: Kafka Streams, the catalog's tail, the read API and `/flush`. The topics must be
/// there when it starts.
public final class StreamIngester implements Service {
  private static final Logger LOG = LoggerFactory.getLogger(StreamIngester.class);
  private static final Duration CATALOG = Duration.ofSeconds(60);

  private final IngesterConfig config;
  private final MeterRegistry registry;
  private final Shelf shelf = new Shelf();
  private final FlushBoard flushes = new FlushBoard();
  private final Deque<AutoCloseable> running = new ArrayDeque<>();
  private volatile @Nullable CatalogTail catalog;
  private volatile @Nullable StreamsClient streams;

  public StreamIngester(IngesterConfig config, MeterRegistry registry) {
    this.config = config;
    this.registry = registry;
  }

  @Override
  public String name() {
    return "stream-ingester";
  }

  @Override
  public void routes(RoutesConfig routes) {
    Owners owners = this::owners;
    new RecentRoutes(new RecentReader(shelf), owners).add(routes);
    FlushCoordinator coordinator =
        new FlushCoordinator(
            config.kafka(),
            config.topics().logs(),
            flushes,
            owners,
            watermarks(),
            config.advertisedAddress());
    new FlushRoutes(coordinator, flushes).add(routes);
  }

  @Override
  public void start() throws IOException, InterruptedException {
    String instance = InstanceName.in(config.directory());
    SchemaIds ids = schemaIds();
    CatalogTail tail =
        opened(
            CatalogTail.start(
                config.kafka(), config.topics().catalog(), new CatalogRecordSerde(ids)));
    catalog = tail;
    SpillSpace spill = new SpillSpace(config.directory().resolve("spill"), config.spillBytes());
    MemoryBudget budget = new MemoryBudget(config.memoryBytes());
    KafkaSourceLog source =
        opened(new KafkaSourceLog(config.kafka(), config.topics().logs(), config.applicationId()));
    SegmentRebuilder rebuilder = opened(new SegmentRebuilder(source, ids, budget));
    EncoderPool encoders = opened(new EncoderPool(config.encoding()));
    IngesterMetrics metrics = new IngesterMetrics(registry);
    IngesterMetrics.watch(registry, budget, spill, shelf, rebuilder);
    ChunkPartSerde chunkParts = new ChunkPartSerde(ids);
    IngesterParts parts =
        new IngesterParts(
            CutPolicy.of(config),
            source,
            watermarks(),
            shelf,
            spill,
            budget,
            rebuilder,
            flushes,
            encoders,
            ids,
            part -> chunkParts.encode(config.topics().chunks(), part),
            metrics);
    // What is published must be known before a task decides what to read again.
    tail.awaitCaughtUp(CATALOG);
    StreamsClient client =
        opened(
            new StreamsClient(
                config,
                instance,
                IngesterTopology.topology(config.topics(), () -> new SegmentsProcessor(parts)),
                shelf,
                new FaultHandler(metrics)));
    streams = client;
    client.start();
    LOG.atInfo()
        .addKeyValue("instance", instance)
        .addKeyValue("address", config.advertisedAddress())
        .addKeyValue("memory", config.memoryBytes())
        .log("ingester joins its group");
  }

  @Override
  public Optional<String> notReadyBecause() {
    CatalogTail tail = catalog;
    StreamsClient client = streams;
    if (tail == null || client == null) {
      return Optional.of("starting");
    }
    if (tail.failure().isPresent()) {
      return Optional.of("catalog cannot be followed: " + tail.failure().get().getMessage());
    }
    return client.notReadyBecause();
  }

  @Override
  public void close() {
    while (!running.isEmpty()) {
      AutoCloseable part = running.pop();
      try {
        part.close();
      } catch (Exception e) {
        LOG.atWarn().addKeyValue("part", part).setCause(e).log("not closed cleanly");
      }
    }
  }

  private <T extends AutoCloseable> T opened(T part) {
    running.push(part);
    return part;
  }

  private Watermarks watermarks() {
    return (topicId, partition) -> {
      CatalogTail tail = catalog;
      return tail == null ? 0 : tail.snapshot().coverage(topicId.toString(), partition).watermark();
    };
  }

  private Map<Integer, String> owners() {
    StreamsClient client = streams;
    return client == null ? Map.of() : client.byPartition();
  }

  private SchemaIds schemaIds() {
    return config
        .schemaRegistry()
        .<SchemaIds>map(url -> opened(new RegistrySchemaIds(URI.create(url))))
        .orElseGet(BuiltInSchemaIds::new);
  }
}
