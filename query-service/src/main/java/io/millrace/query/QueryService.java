package io.millrace.query;

import io.javalin.config.RoutesConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.query.api.QueryApi;
import io.millrace.query.exec.Admission;
import io.millrace.query.exec.ScanPool;
import io.millrace.query.plan.QueryException;
import io.millrace.query.plan.QueryException.Reason;
import io.millrace.query.source.RowSource;
import io.millrace.query.stored.KafkaLogsTopic;
import io.millrace.query.stored.PageCache;
import io.millrace.query.stored.PublishedCatalog;
import io.millrace.query.stored.StoredRows;
import io.millrace.runtime.Service;
import io.millrace.schemas.catalog.CatalogRecordSerde;
import io.millrace.schemas.model.TenantId;
import io.millrace.schemas.wire.BuiltInSchemaIds;
import io.millrace.schemas.wire.RegistrySchemaIds;
import io.millrace.schemas.wire.SchemaIds;
import io.millrace.store.catalog.CatalogException;
import io.millrace.store.catalog.CatalogSnapshot;
import io.millrace.store.catalog.CatalogTail;
import io.millrace.store.objectstore.ObjectStore;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// LogQL over HTTP. Stateless but for its caches: as many as you like may run.
public final class QueryService implements Service {
  private final QueryConfig config;
  private final QueryMetrics metrics;
  private final PageCache pages;
  private final ScanPool pool;
  private final SchemaIds schemaIds;
  private volatile @Nullable Running running;

  private record Running(CatalogTail catalog, KafkaLogsTopic topic, StoredRows rows) {}

  /// The store stays the caller's, and is closed after this service.
  public QueryService(QueryConfig config, ObjectStore store, MeterRegistry registry) {
    this.config = config;
    this.metrics = new QueryMetrics(registry);
    this.pages = new PageCache(store, config.pageCacheBytes(), registry);
    this.pool = new ScanPool(config.threads());
    this.schemaIds =
        config
            .schemaRegistry()
            .<SchemaIds>map(RegistrySchemaIds::new)
            .orElseGet(BuiltInSchemaIds::new);
  }

  @Override
  public String name() {
    return "query-service";
  }

  @Override
  public void routes(RoutesConfig routes) {
    QueryApi api =
        new QueryApi(
            new QueryApi.Parts(
                this::rows,
                pool,
                new Admission(config.concurrentQueries(), config.outstandingQueries()),
                config.limits(),
                config.tenants(),
                config.severalTenants(),
                config.queryMemory(),
                Clock.systemUTC(),
                metrics));
    api.addTo(routes);
  }

  private RowSource rows(TenantId tenant) {
    Running now = running;
    if (now == null) {
      throw new QueryException(Reason.UNAVAILABLE, "query-service does not run");
    }
    return now.rows.of(tenant);
  }

  @Override
  public void start() {
    CatalogTail catalog =
        CatalogTail.start(
            config.kafka(), config.topics().catalog(), new CatalogRecordSerde(schemaIds));
    KafkaLogsTopic topic = new KafkaLogsTopic(config.kafka(), config.topics().logs());
    StoredRows rows =
        new StoredRows(
            new Tail(catalog),
            topic,
            pages,
            new StoredRows.Options(
                config.ingesters(), config.recentTimeout(), config.indexCacheBytes()),
            metrics);
    running = new Running(catalog, topic, rows);
  }

  private record Tail(CatalogTail tail) implements PublishedCatalog {
    @Override
    public CatalogSnapshot snapshot() {
      return tail.snapshot();
    }

    @Override
    public CatalogSnapshot refresh(Duration timeout) throws InterruptedException {
      return tail.refresh(timeout);
    }
  }

  @Override
  public Optional<String> notReadyBecause() {
    Running now = running;
    if (now == null) {
      return Optional.of("query-service has not started");
    }
    Optional<CatalogException> failure = now.catalog.failure();
    if (failure.isPresent()) {
      return failure.map(CatalogException::getMessage);
    }
    return now.catalog.isCaughtUp()
        ? Optional.empty()
        : Optional.of("query-service is reading the catalog");
  }

  @Override
  public void close() {
    Running now = running;
    running = null;
    if (now != null) {
      now.rows.close();
      now.topic.close();
      now.catalog.close();
    }
    pool.close();
    pages.close();
    if (schemaIds instanceof RegistrySchemaIds registry) {
      registry.close();
    }
  }
}
