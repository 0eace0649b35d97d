package io.millrace.standalone.node;

import io.millrace.runtime.Settings;
import io.millrace.runtime.SettingsException;
import io.millrace.schemas.topic.TopicSpec;
import io.millrace.schemas.topic.TopicSpecs;
import io.millrace.schemas.topic.Topics;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What the roles of a process share: where Kafka, the bucket and the data directory are.
///
/// @param kafka Kafka's own client settings, without `bootstrap.servers`
/// @param bootstrapServers absent where the process runs a broker of its own
/// @param createTopics whether a start makes the topics that are missing
/// @param brokerPort of the embedded broker; 0 is any free one
/// @param s3 the settings below `s3.`
public record NodeConfig(
    Path dataDir,
    Map<String, String> kafka,
    Optional<String> bootstrapServers,
    boolean createTopics,
    int brokerPort,
    Topics topics,
    int logsPartitions,
    Optional<String> objectStore,
    Map<String, String> s3,
    Optional<String> schemaRegistry) {

  public static NodeConfig from(Settings settings) {
    Map<String, String> kafka = new TreeMap<>(settings.under("kafka."));
    Optional<String> bootstrapServers = settings.find("kafka.bootstrap.servers");
    kafka.remove("bootstrap.servers");
    int partitions = settings.number("logs.partitions", 4);
    if (partitions < 1) {
      throw new SettingsException("logs.partitions must be at least 1, found " + partitions);
    }
    return new NodeConfig(
        Path.of(settings.text("data.dir", "./data")).toAbsolutePath().normalize(),
        kafka,
        bootstrapServers,
        settings.flag("topics.create", bootstrapServers.isEmpty()),
        settings.number("embedded.kafka.port", 0),
        new Topics(settings.text("topics.prefix", Topics.DEFAULT_PREFIX)),
        partitions,
        settings.find("objectstore"),
        settings.under("s3."),
        settings.find("schema.registry.url"));
  }

  /// Where the embedded broker keeps its data.
  Path brokerDirectory() {
    return dataDir.resolve("kafka");
  }

  /// The topics as they must be.
  public List<TopicSpec> topicSpecs() {
    return TopicSpecs.of(topics, logsPartitions);
  }

  /// The settings of a Kafka client of a broker at `address`.
  Map<String, String> client(String address) {
    Map<String, String> client = new TreeMap<>(kafka);
    client.put("bootstrap.servers", address);
    return client;
  }
}
