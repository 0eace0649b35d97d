package io.millrace.standalone;

import io.millrace.schemas.catalog.ObjectEntry;
import io.millrace.standalone.node.NodeConfig;
import io.millrace.store.object.ObjectReader;
import io.millrace.store.objectstore.MemoryObjectStore;
import io.millrace.store.objectstore.ObjectStore;
import io.millrace.store.objectstore.ObjectStores;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `millrace inspect OBJECT`: what an object says of itself.
@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    description = "Describe an object: segments, streams, sizes.")
final class InspectCommand implements Callable<Integer> {
  private static final String NAME = "object.parquet";

  @Parameters(
      paramLabel = "OBJECT",
      description = "a file, or the name of an object in the object store")
  private String object = "";

  @Option(
      names = "--streams",
      defaultValue = "20",
      description = "how many streams to list (default: 20)")
  private int streams = 20;

  @Mixin private SettingsOptions options = new SettingsOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    Path file = Path.of(object);
    if (Files.isRegularFile(file)) {
      try (var store = new MemoryObjectStore()) {
        store.putIfAbsent(NAME, List.of(ByteBuffer.wrap(Files.readAllBytes(file))));
        describe(store, NAME);
      }
    } else {
      NodeConfig config = NodeConfig.from(options.load());
      try (var store = ObjectStores.open(config.objectStore(), config.s3(), config.dataDir())) {
        describe(store, object);
      }
    }
    return 0;
  }

  private void describe(ObjectStore store, String name) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    var reader = ObjectReader.open(store, name, store.size(name));
    ObjectEntry entry = reader.entry();
    out.printf("tenant    %s%n", entry.tenant().value());
    out.printf("rows      %d in %d streams%n", entry.rows(), entry.streams());
    out.printf(
        "bytes     %d (raw %d, %.1f times smaller), codec %s%n",
        entry.bytes(),
        entry.rawBytes(),
        (double) entry.rawBytes() / Math.max(1, entry.bytes()),
        reader.codec());
    out.printf("time      %s to %s%n", time(entry.minTimestamp()), time(entry.maxTimestamp()));
    reader.segments().forEach(segment -> out.printf("segment   %s%n", segment));
    reader.streams(List.of(), Long.MIN_VALUE, Long.MAX_VALUE).stream()
        .limit(streams)
        .forEach(stream -> out.printf("stream    %s%n", stream));
    out.flush();
  }

  private static Instant time(long nanos) {
    return Instant.ofEpochSecond(
        Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
  }
}
