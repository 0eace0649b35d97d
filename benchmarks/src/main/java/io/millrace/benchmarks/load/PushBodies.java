package io.millrace.benchmarks.load;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.xerial.snappy.Snappy;

/// Packs lines into Loki push requests: protobuf in a snappy block, as Promtail and Alloy send
/// them.
final class PushBodies {
  /// The request bodies, with the bytes of their lines before and after `zstd -1` in the pieces in
  /// which they were pushed.
  record Packed(List<byte[]> bodies, long rawBytes, long lines) {}

  private PushBodies() {}

  /// Fills requests of about `pushBytes` of lines until `totalBytes` are packed. Every line is also
  /// given to `raw`, end to end, which is what the reference compresses.
  static Packed pack(LogCorpus corpus, long totalBytes, int pushBytes, ByteSink raw) {
    List<byte[]> bodies = new ArrayList<>();
    long packed = 0;
    long lines = 0;
    while (packed < totalBytes) {
      Map<LogCorpus.Source, List<LogCorpus.Line>> streams = new LinkedHashMap<>();
      long inPush = 0;
      while (inPush < pushBytes) {
        LogCorpus.Line line = corpus.next();
        streams.computeIfAbsent(line.source(), _ -> new ArrayList<>()).add(line);
        byte[] utf8 = line.text().getBytes(StandardCharsets.UTF_8);
        raw.accept(utf8);
        inPush += utf8.length;
        lines++;
      }
      packed += inPush;
      bodies.add(body(streams));
    }
    return new Packed(bodies, packed, lines);
  }

  /// Takes the bytes of one line; the array is the caller's no longer.
  interface ByteSink {
    void accept(byte[] line);
  }

  private static byte[] body(Map<LogCorpus.Source, List<LogCorpus.Line>> streams) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 20);
      CodedOutputStream request = CodedOutputStream.newInstance(bytes);
      for (var stream : streams.entrySet()) {
        request.writeByteArray(1, stream(stream.getKey(), stream.getValue()));
      }
      request.flush();
      return Snappy.compress(bytes.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] stream(LogCorpus.Source source, List<LogCorpus.Line> lines)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    StringBuilder labels = new StringBuilder("{");
    source
        .labels()
        .forEach(
            (name, value) ->
                labels
                    .append(labels.length() > 1 ? ", " : "")
                    .append(name)
                    .append("=\"")
                    .append(value)
                    .append('"'));
    out.writeString(1, labels.append('}').toString());
    for (LogCorpus.Line line : lines) {
      out.writeByteArray(2, entry(line));
    }
    out.flush();
    return bytes.toByteArray();
  }

  private static byte[] entry(LogCorpus.Line line) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    ByteArrayOutputStream time = new ByteArrayOutputStream();
    CodedOutputStream timestamp = CodedOutputStream.newInstance(time);
    timestamp.writeInt64(1, line.timestamp() / 1_000_000_000L);
    timestamp.writeInt32(2, (int) (line.timestamp() % 1_000_000_000L));
    timestamp.flush();
    out.writeByteArray(1, time.toByteArray());
    out.writeString(2, line.text());
    for (Map.Entry<String, String> pair : line.metadata().entrySet()) {
      ByteArrayOutputStream label = new ByteArrayOutputStream();
      CodedOutputStream pairOut = CodedOutputStream.newInstance(label);
      pairOut.writeString(1, pair.getKey());
      pairOut.writeString(2, pair.getValue());
      pairOut.flush();
      out.writeByteArray(3, label.toByteArray());
    }
    out.flush();
    return bytes.toByteArray();
  }
}
