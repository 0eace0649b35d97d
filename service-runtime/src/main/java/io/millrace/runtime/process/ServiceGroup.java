package io.millrace.runtime.process;

import io.javalin.config.RoutesConfig;
import io.millrace.runtime.Service;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The services of a process: started in the order given, closed in reverse.
///
/// [#start()] and [#close()] are for one thread; the rest is safe for many.
public final class ServiceGroup implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceGroup.class);

  private final List<Service> services;
  private final Map<Service, ServiceState> states = new ConcurrentHashMap<>();
  private volatile boolean stopping;

  public ServiceGroup(List<? extends Service> services) {
    this.services = List.copyOf(services);
    this.services.forEach(service -> states.put(service, ServiceState.NEW));
  }

  /// Adds the endpoints of every service.
  void routes(RoutesConfig routes) {
    services.forEach(service -> service.routes(routes));
  }

  /// Starts each service in turn. What one throws is thrown on; [#close()] then closes those that
  /// ran, and the one that failed.
  public void start() throws Exception {
    for (Service service : services) {
      if (stopping) {
        return;
      }
      states.put(service, ServiceState.STARTING);
      long started = System.nanoTime();
      try {
        service.start();
      } catch (Exception e) {
        states.put(service, ServiceState.FAILED);
        throw e;
      }
      states.put(service, ServiceState.RUNNING);
      LOG.atInfo()
          .addKeyValue("service", service.name())
          .addKeyValue("ms", (System.nanoTime() - started) / 1_000_000)
          .log("service started");
    }
  }

  /// Whether each service was started and none is being closed.
  boolean running() {
    return !stopping && states.values().stream().allMatch(s -> s == ServiceState.RUNNING);
  }

  /// The state of each service, by name, in the order of the start.
  Map<String, ServiceState> states() {
    Map<String, ServiceState> byName = new LinkedHashMap<>();
    for (Service service : services) {
      byName.put(service.name(), states.getOrDefault(service, ServiceState.NEW));
    }
    return byName;
  }

  /// Why the process as a whole is not ready, one reason to a line; empty where it is.
  public List<String> notReadyBecause() {
    if (stopping) {
      return List.of("Application is stopping");
    }
    if (!running()) {
      return notRunning();
    }
    List<String> reasons = new ArrayList<>();
    for (Service service : services) {
      service
          .notReadyBecause()
          .ifPresent(reason -> reasons.add(service.name() + " not ready: " + reason));
    }
    return reasons;
  }

  private List<String> notRunning() {
    Map<ServiceState, Integer> counts = new EnumMap<>(ServiceState.class);
    states.values().forEach(state -> counts.merge(state, 1, Integer::sum));
    counts.remove(ServiceState.RUNNING);
    List<String> lines = new ArrayList<>();
    lines.add("Some services are not Running:");
    counts.forEach((state, count) -> lines.add(state.text() + ": " + count));
    return lines;
  }

  /// From now on the group is not ready, so that whoever balances load looks elsewhere.
  void announceStop() {
    stopping = true;
  }

  @Override
  public void close() {
    announceStop();
    List<Service> reversed = new ArrayList<>(services);
    Collections.reverse(reversed);
    for (Service service : reversed) {
      if (states.get(service) != ServiceState.NEW) {
        close(service);
      }
    }
  }

  private void close(Service service) {
    states.put(service, ServiceState.STOPPING);
    long started = System.nanoTime();
    try {
      service.close();
      states.put(service, ServiceState.TERMINATED);
      LOG.atInfo()
          .addKeyValue("service", service.name())
          .addKeyValue("ms", (System.nanoTime() - started) / 1_000_000)
          .log("service stopped");
    } catch (RuntimeException e) {
      states.put(service, ServiceState.FAILED);
      LOG.atError()
          .addKeyValue("service", service.name())
          .setCause(e)
          .log("service did not stop cleanly");
    }
  }
}
