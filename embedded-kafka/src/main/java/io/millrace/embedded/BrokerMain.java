package io.millrace.embedded;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/// Runs one broker as a process: `BrokerMain DIRECTORY [PORT]`. Prints `ready HOST:PORT` once it
/// can be used; stops on SIGTERM.
public final class BrokerMain {
  private BrokerMain() {}

  public static void main(String[] args) throws InterruptedException {
    if (args.length < 1 || args.length > 2) {
      System.err.println("usage: BrokerMain DIRECTORY [PORT]");
      System.exit(2);
    }
    var broker =
        EmbeddedBroker.at(Path.of(args[0]))
            .withPort(args.length == 2 ? Integer.parseInt(args[1]) : 0);
    run(broker);
  }

  /// Starts the broker, says so on standard output, and returns once the process is told to stop
  /// and the broker has stopped.
  @SuppressWarnings("SystemOut") // the line is the interface of this command
  public static void run(EmbeddedBroker broker) throws InterruptedException {
    var stopped = new CountDownLatch(1);
    broker.start();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  broker.close();
                  stopped.countDown();
                },
                "broker-stop"));
    System.out.println("ready " + broker.bootstrapServers());
    stopped.await();
  }
}
