package io.millrace.store.object;

import io.millrace.schemas.catalog.SegmentId;
import io.millrace.schemas.model.Labels;
import io.millrace.schemas.model.OffsetRange;
import io.millrace.schemas.model.TenantId;
import io.millrace.store.objectstore.ObjectStore;
import io.millrace.store.page.GrowingBytes;
import io.millrace.store.rows.LineColumn;
import io.millrace.store.rows.MetadataColumn;
import io.millrace.store.rows.Slice;
import io.millrace.store.segment.SegmentEncoding;
import io.millrace.store.segment.TenantSegmentEncoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/// Rows to make objects of, and the way there and back.
final class SampleRows {
  static final TenantId TENANT = new TenantId("acme");
  static final SegmentId SEGMENT =
      new SegmentId("c2VnbWVudC10b3BpYy1pZA", new OffsetRange(3, 1_000, 2_500), 0);

  private SampleRows() {}

  /// One row, as it should come back.
  record Row(Labels labels, long timestamp, String line, SortedMap<String, String> metadata) {}

  /// Rows of some streams, in the order of an object: words, ids, some text beyond ASCII, empty
  /// lines, lines with line breaks, metadata on few or most rows.
  static List<Row> random(long seed, int streams, int rowsPerStream) {
    Random random = new Random(seed);
    TreeMap<Labels, Integer> sets = new TreeMap<>();
    while (sets.size() < streams) {
      TreeMap<String, String> labels = new TreeMap<>();
      labels.put("app", "app-" + random.nextInt(7));
      if (random.nextInt(4) > 0) {
        labels.put("instance", "host-" + random.nextInt(streams * 2));
      }
      if (random.nextInt(10) == 0) {
        labels.put("note", "quoted \"größe\"\n" + random.nextInt(100));
      }
      labels.put("pod", Integer.toHexString(random.nextInt()));
      sets.put(Labels.of(labels), 1 + random.nextInt(rowsPerStream * 2));
    }
    List<Row> rows = new ArrayList<>();
    sets.forEach(
        (labels, count) -> {
          long timestamp = 1_700_000_000_000_000_000L + random.nextInt(1_000_000_000);
          for (int i = 0; i < count; i++) {
            timestamp += random.nextInt(5) == 0 ? 0 : random.nextInt(2_000_000_000);
            rows.add(new Row(labels, timestamp, line(random), metadata(random)));
          }
        });
    return rows;
  }

  static String line(Random random) {
    return switch (random.nextInt(20)) {
      case 0 -> "";
      case 1 -> "first line\n\tat second(Line.java:%d)\n".formatted(random.nextInt(900));
      case 2 -> "grüße aus köln, 東京 und 🚀 " + random.nextInt(100);
      case 3 -> "x".repeat(random.nextInt(4000));
      default -> {
        byte[] id = new byte[8];
        random.nextBytes(id);
        yield "level=%s msg=\"request done\" trace_id=%s status=%d"
            .formatted(
                random.nextBoolean() ? "info" : "ERROR",
                HexFormat.of().formatHex(id),
                200 + random.nextInt(300));
      }
    };
  }

  private static SortedMap<String, String> metadata(Random random) {
    TreeMap<String, String> pairs = new TreeMap<>();
    if (random.nextInt(8) > 0) {
      pairs.put("detected_level", random.nextInt(4) == 0 ? "error" : "info");
    }
    if (random.nextInt(9) == 0) {
      pairs.put("trace_id", Long.toHexString(random.nextLong()));
      pairs.put("käse", random.nextBoolean() ? "" : "ja, bitte");
    }
    return pairs;
  }

  /// An object of these rows and its rows' encoding.
  static AssembledObject assemble(SegmentEncoding encoding, List<Row> rows) {
    ObjectAssembler assembler = new ObjectAssembler(SEGMENT, TENANT);
    try (var encoder = new TenantSegmentEncoder(encoding, assembler::addPages)) {
      add(encoder, rows);
      return assembler.finish(encoder.finish());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static void add(TenantSegmentEncoder encoder, List<Row> rows) {
    Labels last = null;
    for (Row row : rows) {
      if (!row.labels().equals(last)) {
        encoder.beginStream(row.labels());
        last = row.labels();
      }
      byte[] line = row.line().getBytes(StandardCharsets.UTF_8);
      byte[] metadata = avro(row.metadata());
      encoder.addRow(row.timestamp(), line, 0, line.length, metadata, 0, metadata.length);
    }
  }

  /// Puts the object in the store and opens it there.
  static ObjectReader store(ObjectStore store, AssembledObject object) throws IOException {
    if (!store.putIfAbsent(object.entry().name(), object.content())) {
      throw new AssertionError("object exists");
    }
    return ObjectReader.open(store, object.entry().name(), object.entry().bytes());
  }

  /// An Avro `map<string>` of one block.
  static byte[] avro(Map<String, String> pairs) {
    GrowingBytes out = new GrowingBytes(64);
    if (!pairs.isEmpty()) {
      out.putZigZag(pairs.size());
      pairs.forEach(
          (key, value) -> {
            byte[] k = key.getBytes(StandardCharsets.UTF_8);
            byte[] v = value.getBytes(StandardCharsets.UTF_8);
            out.putZigZag(k.length);
            out.write(k);
            out.putZigZag(v.length);
            out.write(v);
          });
    }
    out.putZigZag(0);
    return out.toArray();
  }

  /// The rows of the slices' runs.
  static List<Row> rows(List<? extends Slice> slices) throws IOException {
    List<Row> rows = new ArrayList<>();
    for (Slice slice : slices) {
      for (int run = 0; run < slice.runs(); run++) {
        for (int row = slice.firstRow(run); row < slice.endRow(run); row++) {
          rows.add(
              new Row(
                  slice.labels(run),
                  slice.timestamps()[row],
                  text(slice.lines(), row),
                  pairs(slice.metadata(), row)));
        }
      }
    }
    return rows;
  }

  private static String text(LineColumn lines, int row) {
    return new String(
        lines.bytes(), lines.offsets()[row], lines.length(row), StandardCharsets.UTF_8);
  }

  private static SortedMap<String, String> pairs(MetadataColumn metadata, int row) {
    TreeMap<String, String> pairs = new TreeMap<>();
    for (int pair = metadata.firstPair()[row]; pair < metadata.firstPair()[row + 1]; pair++) {
      int from = metadata.valueOffsets()[pair];
      int to = metadata.valueOffsets()[pair + 1];
      pairs.put(
          new String(metadata.keys()[metadata.keyIds()[pair]], StandardCharsets.UTF_8),
          new String(Arrays.copyOfRange(metadata.values(), from, to), StandardCharsets.UTF_8));
    }
    return pairs;
  }
}
