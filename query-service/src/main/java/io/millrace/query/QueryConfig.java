package io.millrace.query;

import io.millrace.query.plan.QueryLimits;
import io.millrace.runtime.Settings;
import io.millrace.runtime.SettingsException;
import io.millrace.runtime.auth.TenantResolver;
import io.millrace.schemas.topic.Topics;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Every setting of the query-service. Defaults live in [#from(Settings)] and nowhere else.
///
/// @param ingesters `host:port` of some stream-ingesters at least; they know the others
/// @param recentTimeout how long a query tries where an ingester or the catalog is not ready
/// @param threads that decode and scan
/// @param concurrentQueries so many run at a time
/// @param outstandingQueries so many run or wait; more are refused
/// @param queryMemory bytes that one query may hold
/// @param pageCacheBytes heap for pages of objects
/// @param indexCacheBytes heap for indexes of objects
/// @param severalTenants whether `X-Scope-OrgID: a|b` reads of both
public record QueryConfig(
    Topics topics,
    List<String> ingesters,
    Duration recentTimeout,
    int threads,
    int concurrentQueries,
    int outstandingQueries,
    long queryMemory,
    long pageCacheBytes,
    long indexCacheBytes,
    boolean severalTenants,
    QueryLimits limits,
    TenantResolver tenants,
    Optional<URI> schemaRegistry,
    Map<String, String> kafka) {
  public QueryConfig {
    ingesters = List.copyOf(ingesters);
    kafka = Map.copyOf(kafka);
    if (threads < 1) {
      throw new SettingsException("query.threads must be at least 1, found " + threads);
    }
    if (concurrentQueries < 1) {
      throw new SettingsException(
          "query.concurrent must be at least 1, found " + concurrentQueries);
    }
    if (!kafka.containsKey("bootstrap.servers")) {
      throw new SettingsException("kafka.bootstrap.servers must be set");
    }
  }

  /// Reads the settings.
  public static QueryConfig from(Settings settings) {
    Runtime machine = Runtime.getRuntime();
    int cores = machine.availableProcessors();
    String own = "localhost:" + settings.number("http.port", 3100);
    return new QueryConfig(
        new Topics(settings.text("topics.prefix", Topics.DEFAULT_PREFIX)),
        list(settings.text("query.ingesters", own)),
        settings.duration("query.recent.timeout", Duration.ofSeconds(10)),
        settings.number("query.threads", cores),
        settings.number("query.concurrent", Math.max(4, 2 * cores)),
        settings.number("query.outstanding", 2048),
        settings.bytes("query.memory", machine.maxMemory() / 4),
        settings.bytes("query.page.cache", machine.maxMemory() / 8),
        settings.bytes("query.index.cache", machine.maxMemory() / 8),
        settings.flag("query.multi.tenant", false),
        QueryLimits.from(settings),
        TenantResolver.from(settings),
        settings.find("schema.registry.url").map(URI::create),
        settings.under("kafka."));
  }

  private static List<String> list(String text) {
    return Arrays.stream(text.split(",")).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }
}
