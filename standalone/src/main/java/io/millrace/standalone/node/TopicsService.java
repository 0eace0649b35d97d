package io.millrace.standalone.node;

import io.javalin.config.RoutesConfig;
import io.millrace.runtime.Service;
import io.millrace.runtime.SettingsException;
import io.millrace.schemas.topic.TopicCreator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sees to it, before anything reads or writes them, that the topics are there.
final class TopicsService implements Service {
  /// How long a question to the broker may take.
  static final Duration TIMEOUT = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(TopicsService.class);

  private final NodeConfig config;
  private final String bootstrapServers;

  TopicsService(NodeConfig config, String bootstrapServers) {
    this.config = config;
    this.bootstrapServers = bootstrapServers;
  }

  @Override
  public String name() {
    return "topics";
  }

  @Override
  public void routes(RoutesConfig routes) {}

  @Override
  public void start() throws InterruptedException {
    try (var admin = Admin.create(Map.copyOf(config.client(bootstrapServers)))) {
      var creator = new TopicCreator(admin, TIMEOUT);
      if (config.createTopics()) {
        List<String> created = creator.create(config.topicSpecs());
        if (!created.isEmpty()) {
          LOG.atInfo().addKeyValue("topics", created).log("topics created");
        }
        return;
      }
      List<String> missing = creator.missing(config.topicSpecs());
      if (!missing.isEmpty()) {
        throw new SettingsException(
            "topics %s are missing at %s: run 'millrace topics create', or set topics.create=true"
                .formatted(String.join(", ", missing), bootstrapServers));
      }
    }
  }

  @Override
  public Optional<String> notReadyBecause() {
    return Optional.empty();
  }

  @Override
  public void close() {}
}
