package io.millrace.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/// One process started with the launcher. Its output goes to a log file below `target/acceptance`.
final class Millrace implements AutoCloseable {
  static final Path ROOT = Path.of(System.getProperty("millrace.root", "..")).toAbsolutePath();
  private static final Duration READY_WITHIN = Duration.ofSeconds(90);

  private final String name;
  private final int port;
  private final List<String> command;
  private final Path log;
  private @Nullable Process process;

  private Millrace(String name, int port, List<String> command, Path log) {
    this.name = name;
    this.port = port;
    this.command = command;
    this.log = log;
  }

  /// `./millrace run --target=TARGET` with these settings, on a free port.
  static Millrace run(String name, String target, Path workDir, Map<String, String> settings) {
    int port = freePort();
    Map<String, String> all = new TreeMap<>(settings);
    all.put("http.port", Integer.toString(port));
    all.putIfAbsent("data.dir", workDir.resolve("data").toString());
    List<String> command = new ArrayList<>(List.of(launcher(), "run", "--target=" + target));
    all.forEach(
        (key, value) -> {
          command.add("--set");
          command.add(key + "=" + value);
        });
    return new Millrace(name, port, List.copyOf(command), workDir.resolve(name + ".log"));
  }

  /// Any other subcommand that stays up, such as the broker.
  static Millrace command(String name, int port, Path workDir, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(launcher()));
    command.addAll(arguments);
    return new Millrace(name, port, List.copyOf(command), workDir.resolve(name + ".log"));
  }

  /// Runs a subcommand to its end and returns what it printed, with its exit status.
  static Finished finish(Path workDir, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(launcher()));
    command.addAll(arguments);
    try {
      Path out = Files.createTempFile(workDir, "command", ".log");
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(out.toFile())
              .start();
      if (!process.waitFor(2, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new AssertionError(command + " did not end within two minutes");
      }
      return new Finished(process.exitValue(), Files.readString(out));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  record Finished(int status, String output) {}

  Millrace start() {
    try {
      Files.createDirectories(log.getParent());
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Millrace awaitReady() {
    LokiClient client = client();
    Awaitility.await(name + " to be ready, see " + log)
        .atMost(READY_WITHIN)
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> {
              if (process == null || !process.isAlive()) {
                throw new IllegalStateException(name + " ended by itself, see " + log);
              }
              return client.isReady();
            });
    return this;
  }

  String name() {
    return name;
  }

  int port() {
    return port;
  }

  LokiClient client() {
    return new LokiClient(URI.create("http://127.0.0.1:" + port), null);
  }

  /// SIGKILL: no handler runs, nothing is flushed.
  void kill() {
    if (process != null) {
      process.destroyForcibly();
      await(process, Duration.ofSeconds(10));
    }
  }

  /// SIGTERM; returns how long the process took to end.
  Duration terminate() {
    long begin = System.nanoTime();
    if (process != null) {
      process.destroy();
      await(process, Duration.ofSeconds(30));
    }
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  /// The status with which the process ended; 143 is SIGTERM.
  int exitStatus() {
    return process == null ? -1 : process.exitValue();
  }

  @Override
  public void close() {
    if (process != null && process.isAlive()) {
      process.destroy();
      try {
        if (!process.waitFor(15, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String launcher() {
    return ROOT.resolve("millrace").toString();
  }

  private void await(Process ending, Duration limit) {
    try {
      if (!ending.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        ending.destroyForcibly();
        throw new AssertionError(name + " did not end within " + limit + ", see " + log);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
