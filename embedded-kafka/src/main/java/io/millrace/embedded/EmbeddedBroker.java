package io.millrace.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One Kafka broker in this JVM, listening on the loopback interface only.
///
/// ```java
/// try (var broker = EmbeddedBroker.temporary().start()) {
///   … "bootstrap.servers", broker.bootstrapServers() …
/// }
/// ```
///
/// Not safe for use by many threads, except [#bootstrapServers()].
public final class EmbeddedBroker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final int BIND_ATTEMPTS = 5;

  /// Below the ports that the system gives to outgoing connections, so that between the choice of a
  /// port and its use no client of this machine can take it by accident.
  private static final int FIRST_FREE_PORT = 20_000;

  private static final int LAST_FREE_PORT = 32_000;

  private final Path directory;
  private final boolean temporary;
  private final int fixedPort;
  private final Map<String, String> overrides;
  private @Nullable KafkaRaftServer server;
  private volatile @Nullable String address;

  private EmbeddedBroker(
      Path directory, boolean temporary, int fixedPort, Map<String, String> overrides) {
    this.directory = directory;
    this.temporary = temporary;
    this.fixedPort = fixedPort;
    this.overrides = Map.copyOf(overrides);
  }

  /// A broker whose data lies in `directory`, which is made and formatted if need be. Its port is
  /// any free one.
  public static EmbeddedBroker at(Path directory) {
    return new EmbeddedBroker(directory, false, 0, Map.of());
  }

  /// A broker whose data is deleted when it closes.
  public static EmbeddedBroker temporary() {
    try {
      return new EmbeddedBroker(Files.createTempDirectory("millrace-kafka-"), true, 0, Map.of());
    } catch (IOException e) {
      throw new EmbeddedBrokerException("no temporary directory for the broker", e);
    }
  }

  /// The same broker on a port of your choice, which [#bootstrapServers()] then knows before the
  /// start; 0 means any free one.
  public EmbeddedBroker withPort(int port) {
    return new EmbeddedBroker(directory, temporary, port, overrides);
  }

  /// The same broker with some properties of Kafka's own set otherwise.
  public EmbeddedBroker with(Map<String, String> properties) {
    return new EmbeddedBroker(directory, temporary, fixedPort, properties);
  }

  /// Starts the broker and returns once it answers requests; a start after a kill takes a few
  /// seconds longer. Returns this broker.
  ///
  /// @throws EmbeddedBrokerException if it does not answer within a minute, or its port is taken
  public EmbeddedBroker start() {
    if (server != null) {
      throw new IllegalStateException("the broker in " + directory + " already runs");
    }
    long started = System.nanoTime();
    format();
    int port = startServer();
    address = BrokerProperties.HOST + ":" + port;
    try {
      awaitReady(address);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
    LOG.atInfo()
        .addKeyValue("bootstrap.servers", address)
        .addKeyValue("directory", directory)
        .addKeyValue("ms", (System.nanoTime() - started) / 1_000_000)
        .log("broker started");
    return this;
  }

  /// `host:port`; where no port was chosen, once [#start()] has returned.
  public String bootstrapServers() {
    String running = address;
    if (running == null && fixedPort != 0) {
      return BrokerProperties.HOST + ":" + fixedPort;
    }
    if (running == null) {
      throw new IllegalStateException("the broker in " + directory + " was never started");
    }
    return running;
  }

  /// Where the data lies.
  public Path directory() {
    return directory;
  }

  /// Stops the broker cleanly, in well under a second as a rule. It may be started again.
  @Override
  public void close() {
    KafkaRaftServer running = server;
    server = null;
    if (running != null) {
      running.shutdown();
      running.awaitShutdown();
    }
    if (temporary) {
      deleteDirectory();
    }
  }

  /// A directory counts as formatted once it has its `meta.properties`, which the formatter writes
  /// last: whatever a kill left before that is written anew.
  private void format() {
    try {
      Files.createDirectories(directory);
      if (Files.exists(directory.resolve("meta.properties"))) {
        return;
      }
      new Formatter()
          .setNodeId(BrokerProperties.NODE_ID)
          .setClusterId(Uuid.randomUuid().toString())
          .setControllerListenerName("CONTROLLER")
          .setMetadataLogDirectory(directory.toString())
          .addDirectory(directory.toString())
          .setReleaseVersion(MetadataVersion.latestProduction())
          .setIgnoreFormatted(true)
          .setUnstableFeatureVersionsEnabled(false)
          .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8))
          .run();
    } catch (Exception e) {
      throw new EmbeddedBrokerException("cannot format " + directory, e);
    }
  }

  /// Starts Kafka's server and returns its port. A port chosen here may be taken before Kafka binds
  /// it; then another is chosen.
  private int startServer() {
    for (int attempt = 1; ; attempt++) {
      int port = fixedPort == 0 ? freePort() : fixedPort;
      int controllerPort = freePort();
      var properties = BrokerProperties.of(directory, port, controllerPort, overrides);
      KafkaRaftServer starting = null;
      try {
        starting = new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
        starting.startup();
        server = starting;
        return port;
      } catch (RuntimeException e) {
        if (starting != null) {
          starting.shutdown();
        }
        boolean anotherPortMayHelp =
            fixedPort == 0 ? !isFree(port) || !isFree(controllerPort) : !isFree(controllerPort);
        if (!anotherPortMayHelp || attempt == BIND_ATTEMPTS) {
          throw new EmbeddedBrokerException(
              "cannot start the broker in %s on port %d: %s"
                  .formatted(directory, port, e.getMessage()),
              e);
        }
      }
    }
  }

  /// A port that nothing listens on at this moment.
  public static int freePort() {
    for (int attempt = 0; attempt < 1000; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST_FREE_PORT, LAST_FREE_PORT);
      if (isFree(port)) {
        return port;
      }
    }
    throw new EmbeddedBrokerException(
        "no free port between %d and %d".formatted(FIRST_FREE_PORT, LAST_FREE_PORT));
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /// The port is open before the broker can be used, so ask it something.
  private static void awaitReady(String address) {
    try (var admin =
        Admin.create(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                address,
                AdminClientConfig.RECONNECT_BACKOFF_MS_CONFIG,
                "20",
                AdminClientConfig.RETRY_BACKOFF_MS_CONFIG,
                "20",
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                Long.toString(START_LIMIT.toMillis())))) {
      admin.describeCluster().nodes().get(START_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmbeddedBrokerException("interrupted while the broker started", e);
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      throw new EmbeddedBrokerException(
          "the broker at %s did not answer within %s".formatted(address, START_LIMIT), e);
    }
  }

  private void deleteDirectory() {
    try {
      Files.walkFileTree(
          directory,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.delete(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e)
                throws IOException {
              Files.delete(folder);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      LOG.atWarn().addKeyValue("directory", directory).setCause(e).log("broker data left behind");
    }
  }
}
