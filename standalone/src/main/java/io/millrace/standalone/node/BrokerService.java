package io.millrace.standalone.node;

import io.javalin.config.RoutesConfig;
import io.millrace.embedded.EmbeddedBroker;
import io.millrace.runtime.Service;
import java.util.Optional;

/// The embedded broker as the first service of a node: it starts before all others and stops last.
final class BrokerService implements Service {
  private final EmbeddedBroker broker;
  private final DataDirectory directory;

  BrokerService(EmbeddedBroker broker, DataDirectory directory) {
    this.broker = broker;
    this.directory = directory;
  }

  @Override
  public String name() {
    return "embedded-kafka";
  }

  @Override
  public void routes(RoutesConfig routes) {}

  @Override
  public void start() {
    broker.start();
    directory.announceBroker(broker.bootstrapServers());
  }

  @Override
  public Optional<String> notReadyBecause() {
    return Optional.empty();
  }

  @Override
  public void close() {
    broker.close();
  }
}
