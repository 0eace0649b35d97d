package io.millrace.benchmarks.load;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Pushes a gigabyte into a Millrace that runs already and prints what it cost each process.
///
/// `--process gateway=PID,…` names the processes to bill; in the one-JVM form that is one. Each
/// pass pushes new lines, flushes, and prints a row, so that the first (cold) and the later (warm)
/// ones stand beside each other.
@Command(name = "ingest-cost", mixinStandardHelpOptions = true)
final class IngestCost implements Runnable {
  private static final int ZSTD_BLOCK = 1 << 20;

  @Option(names = "--push", required = true, description = "base URL of the gateway")
  private URI push = URI.create("http://127.0.0.1:3100");

  @Option(names = "--flush", required = true, description = "base URL of the ingester")
  private URI flush = URI.create("http://127.0.0.1:3100");

  @Option(names = "--process", required = true, split = ",", description = "name=pid")
  private List<String> processes = List.of();

  @Option(names = "--objects", description = "directory of the object store")
  private Path objects = Path.of("data", "objects");

  @Option(names = "--bytes", description = "raw bytes a pass")
  private long bytes = 1_000_000_000L;

  @Option(names = "--push-bytes", description = "raw bytes a push")
  private int pushBytes = 1_000_000;

  @Option(names = "--streams")
  private int streams = 500;

  @Option(names = "--connections")
  private int connections = 4;

  @Option(names = "--passes")
  private int passes = 3;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  static void main(String[] args) {
    System.exit(new CommandLine(new IngestCost()).execute(args));
  }

  @Override
  public void run() {
    try {
      for (int pass = 1; pass <= passes; pass++) {
        measure(pass);
      }
    } catch (IOException | ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void measure(int pass) throws IOException, InterruptedException, ExecutionException {
    Reference reference = new Reference();
    long now = System.currentTimeMillis() * 1_000_000L;
    long step = Duration.ofMinutes(50).toNanos() / (bytes / 240);
    LogCorpus corpus =
        new LogCorpus(pass, streams, now - Duration.ofMinutes(55).toNanos(), Math.max(1, step));
    PushBodies.Packed packed = PushBodies.pack(corpus, bytes, pushBytes, reference);
    reference.finish();
    double gigabytes = packed.rawBytes() / 1e9;

    List<Bill> before = bills();
    long storedBefore = storedBytes();
    long begin = System.nanoTime();
    pushAll(packed.bodies());
    double pushSeconds = (System.nanoTime() - begin) / 1e9;
    post(flush.resolve("/flush?wait=true"), new byte[0], "text/plain");
    double seconds = (System.nanoTime() - begin) / 1e9;
    List<Bill> after = bills();

    double zstdCost = reference.cpuSeconds / gigabytes;
    double total = 0;
    StringBuilder row = new StringBuilder();
    for (int i = 0; i < processes.size(); i++) {
      double cost = (after.get(i).cpuSeconds() - before.get(i).cpuSeconds()) / gigabytes;
      total += cost;
      row.append(
          "  %-12s %6.2f CPU-s/GB  %5.2f x zstd-1  peak RSS %d MiB%n"
              .formatted(
                  processes.get(i).replaceAll("=.*", ""),
                  cost,
                  cost / zstdCost,
                  after.get(i).peakBytes() >> 20));
    }
    double stored = (storedBytes() - storedBefore) / (double) packed.rawBytes();
    System.out.printf(
        "pass %d: %,d lines, %.3f GB in %d pushes; %.1f MB/s pushed, %.1f s to published%n%s"
            + "  %-12s %6.2f CPU-s/GB  %5.2f x zstd-1 (%.2f CPU-s/GB)%n"
            + "  stored/raw %.3f, %.2f x zstd-1 (%.3f)%n",
        pass,
        packed.lines(),
        gigabytes,
        packed.bodies().size(),
        packed.rawBytes() / 1e6 / pushSeconds,
        seconds,
        row,
        "together",
        total,
        total / zstdCost,
        zstdCost,
        stored,
        stored / reference.ratio(),
        reference.ratio());
  }

  private void pushAll(List<byte[]> bodies) throws InterruptedException, ExecutionException {
    AtomicInteger next = new AtomicInteger();
    URI target = push.resolve("/loki/api/v1/push");
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> workers = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        workers.add(
            executor.submit(
                () -> {
                  for (int b = next.getAndIncrement();
                      b < bodies.size();
                      b = next.getAndIncrement()) {
                    post(target, bodies.get(b), "application/x-protobuf");
                  }
                  return null;
                }));
      }
      for (Future<?> worker : workers) {
        worker.get();
      }
    }
  }

  private void post(URI target, byte[] body, String contentType)
      throws IOException, InterruptedException {
    HttpResponse<String> response =
        http.send(
            HttpRequest.newBuilder(target)
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() / 100 != 2) {
      throw new IOException(target + " answered " + response.statusCode() + ": " + response.body());
    }
  }

  private List<Bill> bills() throws IOException {
    List<Bill> bills = new ArrayList<>();
    for (String process : processes) {
      bills.add(Bill.of(Long.parseLong(process.substring(process.indexOf('=') + 1))));
    }
    return bills;
  }

  private long storedBytes() throws IOException {
    if (!Files.isDirectory(objects)) {
      return 0;
    }
    try (var walk = Files.walk(objects)) {
      return walk.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  /// `zstd -1` over the same lines, in blocks of a mebibyte, on one thread.
  private static final class Reference implements PushBodies.ByteSink {
    private final byte[] block = new byte[ZSTD_BLOCK];
    private final byte[] out = new byte[(int) Zstd.compressBound(ZSTD_BLOCK)];
    private int used;
    private long raw;
    private long compressed;
    private double cpuSeconds;

    @Override
    public void accept(byte[] line) {
      for (int at = 0; at < line.length; ) {
        int part = Math.min(line.length - at, block.length - used);
        System.arraycopy(line, at, block, used, part);
        used += part;
        at += part;
        if (used == block.length) {
          finish();
        }
      }
    }

    void finish() {
      long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      compressed += Zstd.compressByteArray(out, 0, out.length, block, 0, used, 1);
      cpuSeconds += (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin) / 1e9;
      raw += used;
      used = 0;
    }

    double ratio() {
      return compressed / (double) raw;
    }
  }
}
