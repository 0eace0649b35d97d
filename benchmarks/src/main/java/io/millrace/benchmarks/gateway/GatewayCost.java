package io.millrace.benchmarks.gateway;

import io.millrace.gateway.produce.OutgoingRecord;
import io.millrace.schemas.logs.BatchCodec;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Prints CPU seconds of each step for a gigabyte of lines, median of some rounds, and what zstd-1
/// costs in the same run.
///
/// `java … GatewayCost [megabytes] [rounds]`
public final class GatewayCost {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final Map<String, String> UNLIMITED =
      Map.of("limits.per_stream_rate_limit", "1TB", "limits.per_stream_rate_limit_burst", "1TB");

  private final PushCorpus corpus;
  private final Instant now;
  private final int rounds;
  private final PrintStream out;

  private GatewayCost(long bytes, int pushBytes, int streams, int rounds, PrintStream out)
      throws IOException {
    this.now = Instant.now();
    this.corpus =
        new PushCorpus(
            42, bytes, pushBytes, streams, (now.getEpochSecond() - 3000) * 1_000_000_000L);
    this.rounds = rounds;
    this.out = out;
  }

  public static void main(String[] args) throws IOException {
    long megabytes = args.length > 0 ? Long.parseLong(args[0]) : 64;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 7;
    new GatewayCost(megabytes << 20, 1 << 20, 26, rounds, System.out).run("1 MB pushes");
    new GatewayCost(megabytes << 20, 64 << 10, 22, rounds, System.out).run("64 KB pushes");
  }

  private void run(String title) {
    out.printf(
        Locale.ROOT,
        "%s: %d pushes, %,d bytes of lines%n",
        title,
        corpus.bodies().size(),
        corpus.lineBytes());
    try (var steps = new GatewaySteps(UNLIMITED, now, BatchCodec.LZ4);
        var plain = new GatewaySteps(UNLIMITED, now, BatchCodec.NONE)) {
      double decode = median(() -> corpus.bodies().forEach(steps::decode));
      double validate =
          median(
              () ->
                  corpus
                      .bodies()
                      .forEach(
                          body -> {
                            steps.decode(body);
                            steps.validate();
                          }));
      double encodePlain = median(() -> corpus.bodies().forEach(body -> records(plain, body)));
      double encode = median(() -> corpus.bodies().forEach(body -> records(steps, body)));
      List<OutgoingRecord> records = new ArrayList<>();
      corpus.bodies().forEach(body -> records.addAll(records(steps, body)));
      double read = median(() -> records.forEach(steps::read));
      double zstd = median(() -> corpus.lines().forEach(steps::zstd));
      long recordBytes = records.stream().mapToLong(r -> r.value().length).sum();
      line("decode (snappy, walk)", decode);
      line("+ validate (labels, utf-8, level)", validate);
      line("+ encode, plain", encodePlain);
      line("+ encode, lz4", encode);
      line("read (unlz4, check, visit)", read);
      line("zstd-1 of the lines", zstd);
      out.printf(
          Locale.ROOT,
          "body to record / zstd-1: %.2f; %.2f GB/s; records %.3f of the lines%n%n",
          encode / zstd,
          1 / encode,
          (double) recordBytes / corpus.lineBytes());
    }
  }

  private static List<OutgoingRecord> records(GatewaySteps steps, byte[] body) {
    steps.decode(body);
    steps.validate();
    return steps.encode();
  }

  private void line(String step, double seconds) {
    out.printf(Locale.ROOT, "  %-36s %6.2f CPU-s/GB%n", step, seconds);
  }

  private double median(Runnable work) {
    double[] seconds = new double[rounds];
    work.run();
    work.run();
    for (int i = 0; i < rounds; i++) {
      long from = THREADS.getCurrentThreadCpuTime();
      work.run();
      seconds[i] = (THREADS.getCurrentThreadCpuTime() - from) / (double) corpus.lineBytes();
    }
    Arrays.sort(seconds);
    return seconds[rounds / 2];
  }
}
