package io.millrace.standalone.node;

import io.millrace.flusher.FlusherConfig;
import io.millrace.flusher.FlusherService;
import io.millrace.gateway.GatewayConfig;
import io.millrace.gateway.GatewayService;
import io.millrace.ingester.IngesterConfig;
import io.millrace.ingester.StreamIngester;
import io.millrace.query.QueryConfig;
import io.millrace.query.QueryService;
import io.millrace.runtime.Service;
import io.millrace.runtime.Settings;
import io.millrace.runtime.metrics.Metrics;
import io.millrace.standalone.node.Target.Role;
import io.millrace.store.objectstore.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The settings of every role. All are read whatever roles a process has: one settings file serves
/// all processes of a deployment, and a misspelt key is found by each of them.
public record Services(
    GatewayConfig gateway, IngesterConfig ingester, FlusherConfig flusher, QueryConfig query) {

  /// Reads the settings, which name the Kafka to use.
  public static Services from(Settings settings) {
    return new Services(
        GatewayConfig.from(settings),
        IngesterConfig.from(settings),
        FlusherConfig.from(settings),
        QueryConfig.from(settings));
  }

  /// Builds one service for each role, in the order in which they start.
  List<Service> of(Set<Role> roles, ObjectStore store, Metrics metrics) {
    List<Service> services = new ArrayList<>();
    for (Role role : Role.values()) {
      if (roles.contains(role)) {
        services.addAll(of(role, store, metrics));
      }
    }
    return services;
  }

  private List<Service> of(Role role, ObjectStore store, Metrics metrics) {
    return switch (role) {
      case STREAM_INGESTER -> List.of(new StreamIngester(ingester, metrics.registry()));
      case CHUNK_FLUSHER -> List.of(new FlusherService(flusher, store, metrics.registry()));
      case PUSH_GATEWAY -> List.of(new GatewayService(gateway, metrics.registry()));
      case QUERY_SERVICE -> List.of(new QueryService(query, store, metrics.registry()));
    };
  }
}
