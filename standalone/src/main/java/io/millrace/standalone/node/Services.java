package io.millrace.standalone.node;

import io.millrace.runtime.Service;
import io.millrace.runtime.Settings;
import io.millrace.runtime.metrics.Metrics;
import io.millrace.standalone.node.Target.Role;
import io.millrace.store.objectstore.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Builds the services of the roles that were asked for. Everything they share comes in here;
/// nothing is looked up anywhere else.
///
/// @param settings what the services read their own settings from; names the Kafka to use
record Services(Settings settings, NodeConfig config, ObjectStore store, Metrics metrics) {

  /// One service for each role, in the order in which they start.
  List<Service> of(Set<Role> roles) {
    List<Service> services = new ArrayList<>();
    for (Role role : Role.values()) {
      if (roles.contains(role)) {
        services.addAll(of(role));
      }
    }
    return services;
  }

  private List<Service> of(Role role) {
    return switch (role) {
      case STREAM_INGESTER, CHUNK_FLUSHER, QUERY_SERVICE, PUSH_GATEWAY -> List.of();
    };
  }
}
