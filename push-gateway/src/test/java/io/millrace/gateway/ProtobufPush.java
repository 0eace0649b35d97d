package io.millrace.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.xerial.snappy.Snappy;

/// Writes Loki's protobuf field by field, also what no client should send.
public final class ProtobufPush {
  private final ByteArrayOutputStream streams = new ByteArrayOutputStream();
  private ByteArrayOutputStream entries = new ByteArrayOutputStream();

  /// Adds an entry to the stream to come; `pairs` are names and values in turn.
  public ProtobufPush entry(long timestamp, byte[] line, String... pairs) {
    var entry = new ByteArrayOutputStream();
    var time = new ByteArrayOutputStream();
    varint(time, 1 << 3);
    varint(time, Math.floorDiv(timestamp, 1_000_000_000L));
    varint(time, 2 << 3);
    varint(time, Math.floorMod(timestamp, 1_000_000_000L));
    field(entry, 1, time.toByteArray());
    field(entry, 2, line);
    for (int i = 0; i < pairs.length; i += 2) {
      var pair = new ByteArrayOutputStream();
      field(pair, 1, pairs[i].getBytes(UTF_8));
      field(pair, 2, pairs[i + 1].getBytes(UTF_8));
      field(entry, 3, pair.toByteArray());
    }
    field(entries, 2, entry.toByteArray());
    return this;
  }

  public ProtobufPush entry(long timestamp, String line, String... pairs) {
    return entry(timestamp, line.getBytes(UTF_8), pairs);
  }

  /// Ends the stream of the entries added since the last one.
  public ProtobufPush stream(String labels) {
    var stream = new ByteArrayOutputStream();
    field(stream, 1, labels.getBytes(UTF_8));
    stream.writeBytes(entries.toByteArray());
    entries = new ByteArrayOutputStream();
    field(streams, 1, stream.toByteArray());
    return this;
  }

  /// The request without snappy around it.
  public byte[] plain() {
    return streams.toByteArray();
  }

  public byte[] snappy() throws IOException {
    return Snappy.compress(plain());
  }

  private static void field(ByteArrayOutputStream out, int number, byte[] body) {
    varint(out, (long) number << 3 | 2);
    varint(out, body.length);
    out.writeBytes(body);
  }

  private static void varint(ByteArrayOutputStream out, long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.write((int) (rest | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }
}
