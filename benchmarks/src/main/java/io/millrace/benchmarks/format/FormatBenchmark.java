package io.millrace.benchmarks.format;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import io.millrace.schemas.catalog.SegmentId;
import io.millrace.schemas.model.OffsetRange;
import io.millrace.schemas.model.TenantId;
import io.millrace.store.filter.TextQuery;
import io.millrace.store.object.AssembledObject;
import io.millrace.store.object.ObjectAssembler;
import io.millrace.store.object.ObjectDescription;
import io.millrace.store.object.ObjectReader;
import io.millrace.store.object.SelectStats;
import io.millrace.store.objectstore.MemoryObjectStore;
import io.millrace.store.page.Codec;
import io.millrace.store.rows.Slice;
import io.millrace.store.segment.SegmentEncoding;
import io.millrace.store.segment.TenantSegmentEncoder;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Writes and reads an object of synthetic logs and prints CPU seconds for a gigabyte of lines, the
/// best of some rounds, next to plain zstd-1 over the same lines in slices of the same size.
///
/// `java … FormatBenchmark [megabytes] [rounds]`
public final class FormatBenchmark {
  private static final SegmentId SEGMENT = new SegmentId("benchmark", new OffsetRange(0, 0, 1), 0);
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final List<LogLines.Stream> streams;
  private final long lineBytes;
  private final long rows;
  private final int rounds;
  private final PrintStream out;

  private FormatBenchmark(long bytes, int rounds, PrintStream out) {
    this.streams = new LogLines(42).streams(500, bytes);
    this.lineBytes =
        streams.stream().flatMap(s -> s.lines().stream()).mapToLong(line -> line.length).sum();
    this.rows = streams.stream().mapToLong(s -> s.lines().size()).sum();
    this.rounds = rounds;
    this.out = out;
  }

  public static void main(String[] args) throws IOException {
    long megabytes = args.length > 0 ? Long.parseLong(args[0]) : 64;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
    new FormatBenchmark(megabytes << 20, rounds, System.out).run();
  }

  private void run() throws IOException {
    out.printf("%,d rows, %,d bytes of lines, %d streams%n", rows, lineBytes, streams.size());
    double plain = best(this::plainZstd);
    out.printf("plain zstd-1                %6.2f CPU-s/GB%n", plain);
    for (boolean metadata : new boolean[] {false, true}) {
      for (Codec codec : List.of(Codec.ZSTD, Codec.LZ4)) {
        measure(codec, metadata, plain);
      }
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private void measure(Codec codec, boolean metadata, double plain) throws IOException {
    AssembledObject[] object = new AssembledObject[1];
    double[] encodeOnly = {Double.MAX_VALUE};
    try (Encoding encoding = new Encoding(SegmentEncoding.flush(codec))) {
      double encode =
          best(
              () -> {
                long from = THREADS.getCurrentThreadCpuTime();
                byte[] summary = encoding.encode(metadata);
                encodeOnly[0] =
                    Math.min(encodeOnly[0], perGigabyte(THREADS.getCurrentThreadCpuTime() - from));
                object[0] = encoding.assembler.finish(summary);
              });
      out.printf(
          "%s%-17s encode  %6.2f CPU-s/GB (%.2f x plain), with assembly %.2f, stored %.4f of raw%n",
          codec.label(),
          metadata ? " + level" : "",
          encodeOnly[0],
          encodeOnly[0] / plain,
          encode,
          (double) object[0].entry().bytes() / lineBytes);
    }
    read(object[0]);
  }

  private final class Encoding implements AutoCloseable {
    private ObjectAssembler assembler = new ObjectAssembler(SEGMENT, TenantId.DEFAULT);
    private final TenantSegmentEncoder encoder;

    Encoding(SegmentEncoding encoding) {
      this.encoder = new TenantSegmentEncoder(encoding, payload -> assembler.addPages(payload));
    }

    byte[] encode(boolean withLevel) {
      assembler = new ObjectAssembler(SEGMENT, TenantId.DEFAULT);
      byte[] none = {0};
      for (LogLines.Stream stream : streams) {
        encoder.beginStream(stream.labels());
        for (int i = 0; i < stream.timestamps().length; i++) {
          byte[] line = stream.lines().get(i);
          byte[] metadata = withLevel ? level(stream.levels().get(i)) : none;
          encoder.addRow(
              stream.timestamps()[i], line, 0, line.length, metadata, 0, metadata.length);
        }
      }
      return encoder.finish();
    }

    @Override
    public void close() {
      encoder.close();
    }
  }

  private void read(AssembledObject object) throws IOException {
    try (MemoryObjectStore store = new MemoryObjectStore()) {
      store.putIfAbsent(object.entry().name(), object.content());
      ObjectReader reader = ObjectReader.open(store, object.entry().name(), object.entry().bytes());
      double open =
          best(() -> ObjectReader.open(store, object.entry().name(), object.entry().bytes()));
      double timestamps = best(() -> slices(reader).forEach(FormatBenchmark::timestamps));
      double lines = best(() -> slices(reader).forEach(FormatBenchmark::lines));
      double metadata = best(() -> slices(reader).forEach(FormatBenchmark::metadata));
      out.printf(
          "    open %.4f, timestamps %.3f, lines %.3f, metadata %.3f CPU-s/GB%n",
          open, timestamps, lines, metadata);
      ObjectDescription described = ObjectDescription.of(reader);
      described.columnBytes().forEach(this::share);
      described.indexBytes().forEach(this::share);
      out.printf(
          "    %d slices, filters %.2f full%n",
          described.slices().size(),
          described.slices().stream()
              .mapToDouble(ObjectDescription.SliceDescription::filterFill)
              .average()
              .orElse(0));
      for (String needle :
          List.of("deadbeefdeadbeef", "deadbeef", "not-a-word-here", "timeout", "orders")) {
        SelectStats stats =
            reader.select(List.of(), Long.MIN_VALUE, Long.MAX_VALUE, contains(needle)).stats();
        out.printf(
            "    '%s' reads %d of %d slices%n",
            needle, stats.slices() - stats.prunedByFilter(), stats.slices());
      }
    }
  }

  private void share(String what, long bytes) {
    out.printf("    %-24s %.5f of raw%n", what, (double) bytes / lineBytes);
  }

  private static List<Slice> slices(ObjectReader reader) throws IOException {
    return reader
        .select(List.of(), Long.MIN_VALUE, Long.MAX_VALUE, new TextQuery.Anything())
        .slices();
  }

  private static TextQuery contains(String needle) {
    return new TextQuery.Contains(needle.getBytes(StandardCharsets.UTF_8), false);
  }

  private static void timestamps(Slice slice) {
    require(() -> slice.timestamps().length, slice.rows());
  }

  private static void lines(Slice slice) {
    require(() -> slice.lines().rows(), slice.rows());
  }

  private static void metadata(Slice slice) {
    require(() -> slice.metadata().firstPair().length - 1, slice.rows());
  }

  private interface Counted {
    int count() throws IOException;
  }

  private static void require(Counted column, int expected) {
    try {
      int found = column.count();
      if (found != expected) {
        throw new IllegalStateException("%d rows, not %d".formatted(found, expected));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void plainZstd() {
    byte[] slice = new byte[SegmentEncoding.SLICE_BYTES];
    byte[] packed = new byte[(int) Zstd.compressBound(slice.length)];
    int length = 0;
    try (ZstdCompressCtx zstd = new ZstdCompressCtx()) {
      zstd.setLevel(1);
      for (LogLines.Stream stream : streams) {
        for (byte[] line : stream.lines()) {
          if (length + line.length > slice.length) {
            zstd.compressByteArray(packed, 0, packed.length, slice, 0, length);
            length = 0;
          }
          System.arraycopy(line, 0, slice, length, line.length);
          length += line.length;
        }
      }
    }
  }

  private double best(Work work) throws IOException {
    double best = Double.MAX_VALUE;
    for (int round = 0; round < rounds; round++) {
      long from = THREADS.getCurrentThreadCpuTime();
      work.run();
      best = Math.min(best, perGigabyte(THREADS.getCurrentThreadCpuTime() - from));
    }
    return best;
  }

  private double perGigabyte(long nanos) {
    return (double) nanos / lineBytes;
  }

  /// An Avro `map<string>` with the level in it.
  private static byte[] level(String level) {
    byte[] key = "detected_level".getBytes(StandardCharsets.UTF_8);
    byte[] value = level.getBytes(StandardCharsets.UTF_8);
    byte[] map = new byte[key.length + value.length + 4];
    map[0] = 2;
    map[1] = (byte) (key.length * 2);
    System.arraycopy(key, 0, map, 2, key.length);
    map[2 + key.length] = (byte) (value.length * 2);
    System.arraycopy(value, 0, map, 3 + key.length, value.length);
    return map;
  }
}
