package io.millrace.standalone.node;

import io.millrace.embedded.EmbeddedBroker;
import io.millrace.runtime.Service;
import io.millrace.runtime.Settings;
import io.millrace.runtime.SettingsException;
import io.millrace.runtime.metrics.Metrics;
import io.millrace.runtime.process.LogLevel;
import io.millrace.runtime.process.ServiceProcess;
import io.millrace.standalone.node.Target.Role;
import io.millrace.store.objectstore.ObjectStore;
import io.millrace.store.objectstore.ObjectStores;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One process of a deployment, or all of it: roles, what they share, and the order of it all.
///
/// [#open] reads the settings and takes hold of the data directory, [#start()] begins to serve.
/// [#close()] may be called from another thread than the one that starts.
public final class Node implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Node.class);

  private final NodeConfig config;
  private final String bootstrapServers;
  private final DataDirectory directory;
  private final ObjectStore store;
  private final Metrics metrics;
  private final ServiceProcess process;

  private Node(
      NodeConfig config,
      String bootstrapServers,
      DataDirectory directory,
      ObjectStore store,
      Metrics metrics,
      ServiceProcess process) {
    this.config = config;
    this.bootstrapServers = bootstrapServers;
    this.directory = directory;
    this.store = store;
    this.metrics = metrics;
    this.process = process;
  }

  /// Prepares a node; nothing is started. What was opened is closed again where a setting is wrong.
  ///
  /// @throws SettingsException if a setting is wrong or misspelt, or the data directory is in use
  public static Node open(Settings given, Set<Role> roles, LogLevel logLevel) throws IOException {
    boolean embedded = given.find("kafka.bootstrap.servers").isEmpty();
    NodeConfig config = NodeConfig.from(given);
    if (embedded && !roles.equals(Target.parse("all"))) {
      throw new SettingsException(
          "--target needs kafka.bootstrap.servers: only a process of all roles brings its own"
              + " Kafka");
    }
    DataDirectory directory = DataDirectory.hold(config.dataDir());
    ObjectStore store = null;
    var metrics = new Metrics();
    try {
      store = openStore(config);
      List<Service> services = new ArrayList<>();
      String bootstrapServers;
      if (embedded) {
        int port = config.brokerPort() == 0 ? EmbeddedBroker.freePort() : config.brokerPort();
        var broker = EmbeddedBroker.at(config.brokerDirectory()).withPort(port);
        bootstrapServers = broker.bootstrapServers();
        services.add(new BrokerService(broker, directory));
      } else {
        bootstrapServers = config.bootstrapServers().orElseThrow();
      }
      services.add(new TopicsService(config, bootstrapServers));
      Settings settings = settings(given, embedded, bootstrapServers);
      NodeConfig.from(settings); // so that these know, too, what a node reads
      services.addAll(Services.from(settings).of(roles, store, metrics));
      var process = new ServiceProcess(settings, services, metrics, logLevel);
      return new Node(config, bootstrapServers, directory, store, metrics, process);
    } catch (IOException | RuntimeException e) {
      metrics.close();
      if (store != null) {
        store.close();
      }
      directory.close();
      throw e;
    }
  }

  /// What was given and the Kafka to use. Where nobody else can take over, a start after a kill
  /// should not wait long for the killed process's session to end.
  private static Settings settings(Settings given, boolean embedded, String bootstrapServers) {
    Map<String, String> decided = new HashMap<>();
    decided.put("kafka.bootstrap.servers", bootstrapServers);
    if (embedded && given.find("flusher.session.timeout").isEmpty()) {
      decided.put("flusher.session.timeout", "3s");
    }
    return given.with(decided);
  }

  private static ObjectStore openStore(NodeConfig config) throws IOException {
    try {
      return ObjectStores.open(config.objectStore(), config.s3(), config.dataDir());
    } catch (IllegalArgumentException e) {
      throw new SettingsException(String.valueOf(e.getMessage()), e);
    }
  }

  /// Starts the HTTP server and then every service in turn; returns once all run.
  public void start() throws Exception {
    process.start();
  }

  /// The port of the HTTP server.
  public int port() {
    return process.port();
  }

  public NodeConfig config() {
    return config;
  }

  /// The Kafka in use, embedded or not.
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /// Why the node cannot serve yet; empty once it can.
  public List<String> notReadyBecause() {
    return process.notReadyBecause();
  }

  /// Stops everything, in reverse order.
  @Override
  public void close() {
    process.close();
    try {
      store.close();
    } catch (IOException e) {
      LOG.atWarn().setCause(e).log("object store did not close");
    }
    metrics.close();
    directory.close();
  }
}
