package io.millrace.standalone;

import io.millrace.runtime.BuildVersion;
import io.millrace.standalone.node.Node;
import io.millrace.standalone.node.NodeConfig;
import io.millrace.standalone.node.RootLogLevel;
import io.millrace.standalone.node.Target;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `millrace run`: a node until it is told to stop.
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Run all of Millrace in this process, or some of its roles.")
final class RunCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(9);
  private static final Duration READY_POLL = Duration.ofMillis(50);

  @Option(
      names = "--target",
      paramLabel = "TARGET[,TARGET…]",
      defaultValue = "all",
      description = "all, write, read, backend, or services by name (default: all)")
  private String target = "all";

  @Mixin private SettingsOptions settings = new SettingsOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    long started = System.nanoTime();
    Set<Target.Role> roles = Target.parse(target);
    var logLevel = new RootLogLevel();
    var stopped = new CountDownLatch(1);
    Node node = Node.open(settings.load(), roles, logLevel);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(node, stopped), "millrace-stop"));
    node.start();
    banner(node);
    Thread.ofVirtual().name("await-ready").start(() -> announceReady(node, started));
    stopped.await();
    return 0;
  }

  private void banner(Node node) {
    PrintWriter out = spec.commandLine().getOut();
    NodeConfig config = node.config();
    out.printf("millrace %s (%s)%n", BuildVersion.current().version(), target);
    out.printf("  http          http://localhost:%d%n", node.port());
    out.printf(
        "  kafka         %s%s%n",
        node.bootstrapServers(), config.bootstrapServers().isEmpty() ? " (embedded)" : "");
    out.printf(
        "  object store  %s%n",
        config.objectStore().orElse(config.dataDir().resolve("objects").toString()));
    out.printf("  data          %s%n", config.dataDir());
    out.flush();
  }

  private void announceReady(Node node, long started) {
    try {
      while (!node.notReadyBecause().isEmpty()) {
        Thread.sleep(READY_POLL);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    long millis = (System.nanoTime() - started) / 1_000_000;
    spec.commandLine().getOut().printf("ready after %.1f s%n", millis / 1000.0);
    spec.commandLine().getOut().flush();
  }

  /// Runs as the JVM ends. A part that hangs must not keep the process alive: what matters is in
  /// Kafka, and a start after a kill finds it.
  private static void stop(Node node, CountDownLatch stopped) {
    var done = new CountDownLatch(1);
    Thread.ofPlatform()
        .daemon()
        .name("millrace-close")
        .start(
            () -> {
              node.close();
              done.countDown();
            });
    try {
      if (!done.await(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.atWarn().addKeyValue("limit", STOP_LIMIT).log("not stopped in time, giving up");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    stopped.countDown();
  }
}
