package io.millrace.schemas.logs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.schemas.model.Label;
import io.millrace.schemas.wire.BadRecordException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Batches as plain values, to compare what went in with what came out.
record Batches(String tenant, List<StreamOf> streams) {
  record StreamOf(List<Label> labels, List<EntryOf> entries) {}

  record EntryOf(long timestamp, String line, List<Label> metadata) {}

  static Batches random(Random random) {
    List<StreamOf> streams = new ArrayList<>();
    for (int s = random.nextInt(1, 6); s > 0; s--) {
      List<EntryOf> entries = new ArrayList<>();
      for (int e = random.nextInt(0, 40); e > 0; e--) {
        entries.add(
            new EntryOf(
                random.nextLong(), text(random, random.nextInt(200)), labels(random, "meta")));
      }
      streams.add(new StreamOf(labels(random, "label"), entries));
    }
    return new Batches("tenant-" + random.nextInt(100), streams);
  }

  byte[] write(BatchCodec codec, int schemaId) {
    try (var writer = new LogBatchWriter(schemaId, codec)) {
      for (StreamOf stream : streams) {
        byte[] labels = LabelMapCodec.encode(stream.labels());
        writer.stream(labels, 0, labels.length, stream.entries().size());
        for (EntryOf entry : stream.entries()) {
          byte[] line = entry.line().getBytes(UTF_8);
          byte[] metadata = LabelMapCodec.encode(entry.metadata());
          writer.entry(entry.timestamp(), line, 0, line.length, metadata, 0, metadata.length);
        }
      }
      return writer.finish(tenant.getBytes(UTF_8));
    }
  }

  static Map<String, String> map(List<Label> labels) {
    Map<String, String> map = new LinkedHashMap<>();
    labels.forEach(label -> map.put(label.name(), label.value()));
    return map;
  }

  static Batches read(LogBatchReader reader, byte[] value) throws BadRecordException {
    var seen = new Collector();
    reader.read(value, seen);
    return new Batches(seen.tenant, seen.streams);
  }

  private static List<Label> labels(Random random, String prefix) {
    List<Label> labels = new ArrayList<>();
    for (int i = 0, n = random.nextInt(4); i < n; i++) {
      labels.add(new Label(prefix + i, "v" + text(random, random.nextInt(10))));
    }
    return labels;
  }

  private static String text(Random random, int length) {
    String alphabet = "abcdefgh 0123456789={}\"é漢😀\n";
    int[] points = alphabet.codePoints().toArray();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.appendCodePoint(points[random.nextInt(points.length)]);
    }
    return text.toString();
  }

  private static final class Collector implements LogBatchVisitor {
    private String tenant = "";
    private final List<StreamOf> streams = new ArrayList<>();

    @Override
    public void tenant(byte[] data, int offset, int length) {
      tenant = new String(data, offset, length, UTF_8);
    }

    @Override
    public void stream(byte[] data, int labelsOffset, int labelsLength) {
      streams.add(new StreamOf(decode(data, labelsOffset, labelsLength), new ArrayList<>()));
    }

    @Override
    public void entry(
        long timestamp,
        byte[] data,
        int lineOffset,
        int lineLength,
        byte[] metadata,
        int metadataOffset,
        int metadataLength) {
      streams
          .getLast()
          .entries()
          .add(
              new EntryOf(
                  timestamp,
                  new String(data, lineOffset, lineLength, UTF_8),
                  decode(metadata, metadataOffset, metadataLength)));
    }

    private static List<Label> decode(byte[] data, int offset, int length) {
      try {
        return LabelMapCodec.decode(data, offset, length);
      } catch (BadRecordException e) {
        throw new AssertionError(e);
      }
    }
  }
}
