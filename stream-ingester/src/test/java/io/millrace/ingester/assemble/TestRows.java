package io.millrace.ingester.assemble;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.schemas.logs.BatchCodec;
import io.millrace.schemas.logs.LabelMapCodec;
import io.millrace.schemas.logs.LogBatchWriter;
import io.millrace.schemas.model.Label;
import io.millrace.schemas.model.Labels;
import io.millrace.schemas.model.TenantId;
import io.millrace.schemas.wire.WireFormat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Rows to feed to an ingester, and the records of `logs` that hold them.
public final class TestRows {
  private TestRows() {}

  /// One row as a test knows it. Metadata is ascending by key.
  public record Row(
      String tenant,
      Map<String, String> labels,
      long timestamp,
      String line,
      Map<String, String> metadata) {
    public Row {
      labels = Map.copyOf(labels);
      metadata = Map.copyOf(metadata);
    }

    public Row(String tenant, String app, long timestamp, String line) {
      this(tenant, Map.of("app", app), timestamp, line, Map.of());
    }

    public SegmentStream stream() {
      return new SegmentStream(new TenantId(tenant), Labels.of(labels));
    }
  }

  /// One record with the rows, which belong to one tenant.
  public static byte[] batch(List<Row> rows) {
    Map<Map<String, String>, List<Row>> byStream = new LinkedHashMap<>();
    for (Row row : rows) {
      byStream.computeIfAbsent(row.labels(), _ -> new ArrayList<>()).add(row);
    }
    try (LogBatchWriter writer = new LogBatchWriter(WireFormat.LOG_BATCH, BatchCodec.LZ4)) {
      byStream.forEach(
          (labels, entries) -> {
            byte[] map = map(labels);
            writer.stream(map, 0, map.length, entries.size());
            for (Row row : entries) {
              byte[] line = row.line().getBytes(UTF_8);
              byte[] metadata = map(row.metadata());
              writer.entry(row.timestamp(), line, 0, line.length, metadata, 0, metadata.length);
            }
          });
      return writer.finish(rows.getFirst().tenant().getBytes(UTF_8));
    }
  }

  /// Rows of a few streams with few different timestamps and lines, so that there are duplicates
  /// and rows out of order.
  public static List<Row> random(Random random, String tenant, int count) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Map<String, String> labels =
          Map.of("app", "app-" + random.nextInt(5), "pod", "pod-" + random.nextInt(3));
      Map<String, String> metadata =
          switch (random.nextInt(4)) {
            case 0 -> Map.of("trace_id", Integer.toHexString(random.nextInt(3)));
            case 1 -> Map.of("trace_id", "", "user", "ü" + random.nextInt(2));
            default -> Map.of();
          };
      rows.add(
          new Row(
              tenant,
              labels,
              1_000 + random.nextInt(20),
              "line " + random.nextInt(4) + " " + "x".repeat(random.nextInt(30)),
              metadata));
    }
    return rows;
  }

  /// Appends rows the short way.
  public static void append(OpenSegment segment, List<Row> rows) {
    for (Row row : rows) {
      byte[] line = row.line().getBytes(UTF_8);
      byte[] metadata = map(row.metadata());
      segment.add(
          segment.streamId(row.stream()),
          row.timestamp(),
          line,
          0,
          line.length,
          metadata,
          0,
          metadata.length);
    }
    segment.publish();
  }

  private static byte[] map(Map<String, String> pairs) {
    List<Label> labels = new ArrayList<>();
    pairs.forEach((name, value) -> labels.add(new Label(name, value)));
    return LabelMapCodec.encode(labels);
  }
}
