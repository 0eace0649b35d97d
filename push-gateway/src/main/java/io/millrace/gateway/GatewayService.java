package io.millrace.gateway;

import io.javalin.config.RoutesConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.gateway.limits.ByteBudget;
import io.millrace.gateway.limits.Tenants;
import io.millrace.gateway.metrics.GatewayMetrics;
import io.millrace.gateway.produce.LogProducer;
import io.millrace.gateway.produce.LogTopic;
import io.millrace.gateway.push.PushPipeline;
import io.millrace.gateway.push.PushRoutes;
import io.millrace.gateway.validate.StreamCache;
import io.millrace.runtime.Service;
import io.millrace.schemas.logs.LogBatchSchema;
import io.millrace.schemas.wire.RegistrySchemaIds;
import io.millrace.schemas.wire.WireFormat;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/// The push gateway as a service.
public final class GatewayService implements Service {
  private static final int ADMIN_TIMEOUT_MILLIS = 3000;

  private final LogTopic topic;
  private final LogProducer producer;
  private final PushPipeline pipeline;
  private final PushRoutes routes;

  public GatewayService(GatewayConfig config, MeterRegistry registry) {
    this(config, registry, InstantSource.system());
  }

  /// `clock` says how old lines are. Kafka's clients begin to connect here.
  public GatewayService(GatewayConfig config, MeterRegistry registry, InstantSource clock) {
    var metrics = new GatewayMetrics(registry);
    var budget = new ByteBudget(config.memoryBytes());
    metrics.watchMemory(budget::used);
    var streams = new StreamCache(config.streamCacheBytes());
    metrics.watchStreams(streams::size);
    int schemaId = schemaId(config);
    String name = config.topics().logs();
    this.topic = new LogTopic(admin(config), name);
    this.producer = new LogProducer(config.kafka(), name, topic, config.timeout(), metrics);
    this.pipeline =
        new PushPipeline(
            config.push(),
            budget,
            config.workers(),
            new PushPipeline.Parts(
                streams, config.outOfOrderWindow(), schemaId, config.codec(), config.recordBytes()),
            topic,
            producer,
            metrics,
            clock);
    this.routes =
        new PushRoutes(config.tenants(), new Tenants(_ -> config.limits()), pipeline, metrics);
  }

  private static int schemaId(GatewayConfig config) {
    if (config.schemaRegistry().isEmpty()) {
      return WireFormat.LOG_BATCH;
    }
    try (var registry = new RegistrySchemaIds(config.schemaRegistry().get())) {
      return registry.idFor(config.topics().logs(), LogBatchSchema.V1, WireFormat.LOG_BATCH);
    }
  }

  private static Admin admin(GatewayConfig config) {
    Map<String, Object> admin = new HashMap<>(config.kafka());
    admin.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ADMIN_TIMEOUT_MILLIS);
    admin.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ADMIN_TIMEOUT_MILLIS);
    admin.put(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
    return Admin.create(admin);
  }

  @Override
  public String name() {
    return "push-gateway";
  }

  @Override
  public void routes(RoutesConfig config) {
    routes.add(config);
  }

  @Override
  public void start() {
    topic.start();
  }

  @Override
  public Optional<String> notReadyBecause() {
    return topic.problem();
  }

  @Override
  public void close() {
    producer.close();
    topic.close();
    pipeline.close();
  }
}
