package io.millrace.standalone;

import io.millrace.runtime.Settings;
import io.millrace.schemas.topic.TopicCreator;
import io.millrace.standalone.node.KafkaAccess;
import io.millrace.standalone.node.NodeConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `millrace topics create`: the topics of a deployment, as they must be.
@Command(
    name = "topics",
    mixinStandardHelpOptions = true,
    description = "Manage the topics of a deployment.",
    subcommands = TopicsCommand.Create.class)
final class TopicsCommand {
  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      description = "Make the topics that are missing and check those that exist.")
  static final class Create implements Callable<Integer> {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    @Mixin private SettingsOptions options = new SettingsOptions();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
      Settings settings = options.load();
      NodeConfig config = NodeConfig.from(settings);
      try (var kafka = KafkaAccess.open(config);
          var admin = Admin.create(Map.copyOf(kafka.client()))) {
        List<String> created = new TopicCreator(admin, TIMEOUT).create(config.topicSpecs());
        config
            .topicSpecs()
            .forEach(
                topic ->
                    spec.commandLine()
                        .getOut()
                        .printf(
                            "%s  %d partitions  %s%n",
                            topic.name(),
                            topic.partitions(),
                            created.contains(topic.name()) ? "created" : "exists"));
      }
      return 0;
    }
  }
}
