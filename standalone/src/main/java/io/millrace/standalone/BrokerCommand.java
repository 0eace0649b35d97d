package io.millrace.standalone;

import io.millrace.embedded.BrokerMain;
import io.millrace.embedded.EmbeddedBroker;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `millrace broker`: the embedded broker in a process of its own, for development.
@Command(
    name = "broker",
    mixinStandardHelpOptions = true,
    description = "Run the embedded Kafka broker alone, on the loopback interface.")
final class BrokerCommand implements Callable<Integer> {
  @Option(
      names = "--data",
      paramLabel = "DIRECTORY",
      defaultValue = "./data/kafka",
      description = "where its data lies (default: ./data/kafka)")
  private Path data = Path.of("data", "kafka");

  @Option(
      names = "--port",
      defaultValue = "9092",
      description = "0 is any free one (default: 9092)")
  private int port = 9092;

  @Override
  public Integer call() throws InterruptedException {
    BrokerMain.run(EmbeddedBroker.at(data).withPort(port));
    return 0;
  }
}
