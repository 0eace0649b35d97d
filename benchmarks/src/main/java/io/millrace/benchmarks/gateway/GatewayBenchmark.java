package io.millrace.benchmarks.gateway;

import io.millrace.gateway.produce.OutgoingRecord;
import io.millrace.schemas.logs.BatchCodec;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// Milliseconds for 16 MiB of lines, from the body of a push to its records; 16.8 divided by that
/// is GB/s. [#zstd] is the reference. For CPU seconds, which do not suffer from neighbours, run
/// [GatewayCost].
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@SuppressWarnings("NullAway.Init") // JMH fills the fields before it measures
public class GatewayBenchmark {
  private static final long BYTES = 16 << 20;

  /// Bytes of lines in a push.
  @Param({"1048576", "65536"})
  private int pushBytes;

  @Param({"LZ4", "NONE"})
  private BatchCodec codec;

  private PushCorpus corpus;
  private GatewaySteps steps;

  @Setup(Level.Trial)
  public void setUp() throws IOException {
    Instant now = Instant.now();
    corpus =
        new PushCorpus(42, BYTES, pushBytes, 24, (now.getEpochSecond() - 3000) * 1_000_000_000L);
    steps =
        new GatewaySteps(
            Map.of(
                "limits.per_stream_rate_limit", "1TB",
                "limits.per_stream_rate_limit_burst", "1TB"),
            now,
            codec);
  }

  @TearDown(Level.Trial)
  public void tearDown() {
    steps.close();
  }

  @Benchmark
  public long bodyToRecords() {
    long bytes = 0;
    for (byte[] body : corpus.bodies()) {
      steps.decode(body);
      steps.validate();
      List<OutgoingRecord> records = steps.encode();
      for (OutgoingRecord record : records) {
        bytes += record.value().length;
      }
    }
    return bytes;
  }

  @Benchmark
  public long zstd() {
    long bytes = 0;
    for (byte[] lines : corpus.lines()) {
      bytes += steps.zstd(lines);
    }
    return bytes;
  }
}
