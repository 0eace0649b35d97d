package io.millrace.standalone.node;

import io.millrace.embedded.EmbeddedBroker;
import io.millrace.runtime.SettingsException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;

/// The Kafka that a command works on: the one that the settings name, else the broker of the node
/// that runs on the data directory, else that directory's broker, started for as long as the
/// command takes.
public final class KafkaAccess implements AutoCloseable {
  private final Map<String, String> client;
  private final Runnable release;

  private KafkaAccess(Map<String, String> client, Runnable release) {
    this.client = client;
    this.release = release;
  }

  /// Finds or starts the broker.
  ///
  /// @throws SettingsException if there is no Kafka to be found
  public static KafkaAccess open(NodeConfig config) {
    if (config.bootstrapServers().isPresent()) {
      return new KafkaAccess(config.client(config.bootstrapServers().get()), () -> {});
    }
    if (!Files.isDirectory(config.brokerDirectory())) {
      throw new SettingsException(
          "kafka.bootstrap.servers is not set, and data.dir %s holds no broker"
              .formatted(config.dataDir()));
    }
    Optional<DataDirectory> directory = DataDirectory.tryHold(config.dataDir());
    if (directory.isEmpty()) {
      String address =
          DataDirectory.announcedBroker(config.dataDir())
              .orElseThrow(
                  () ->
                      new SettingsException(
                          "data.dir %s is in use by a process whose broker is not up"
                              .formatted(config.dataDir())));
      return new KafkaAccess(config.client(address), () -> {});
    }
    return ownBroker(config, directory.get());
  }

  private static KafkaAccess ownBroker(NodeConfig config, DataDirectory directory) {
    var broker = EmbeddedBroker.at(config.brokerDirectory());
    try {
      broker.start();
    } catch (RuntimeException e) {
      directory.close();
      throw e;
    }
    return new KafkaAccess(
        config.client(broker.bootstrapServers()),
        () -> {
          broker.close();
          directory.close();
        });
  }

  /// Settings for Kafka clients.
  public Map<String, String> client() {
    return client;
  }

  @Override
  public void close() {
    release.run();
  }
}
