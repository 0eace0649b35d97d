package io.millrace.schemas.logs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.schemas.model.Label;
import io.millrace.schemas.wire.BadRecordException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Avro's `map<string>` for label sets and metadata.
///
/// The normal form is one block whose count is positive, keys ascending by their bytes, no key
/// twice, no empty value, every number in its shortest form, then 0; the empty map is the single
/// byte 0. Two maps mean the same exactly if their normal forms are equal bytes.
public final class LabelMapCodec {
  private record Pair(byte[] name, byte[] value) {}

  private LabelMapCodec() {}

  /// The normal form of these pairs, in whatever order they come. Where a name stands twice, the
  /// later one holds.
  public static byte[] encode(List<Label> pairs) {
    Map<String, String> last = HashMap.newHashMap(pairs.size());
    for (Label pair : pairs) {
      last.put(pair.name(), pair.value());
    }
    List<Pair> sorted = new ArrayList<>(last.size());
    int size = 1;
    for (Map.Entry<String, String> entry : last.entrySet()) {
      if (!entry.getValue().isEmpty()) {
        var pair = new Pair(entry.getKey().getBytes(UTF_8), entry.getValue().getBytes(UTF_8));
        sorted.add(pair);
        size += AvroBuffer.MAX_NUMBER_BYTES * 2 + pair.name().length + pair.value().length;
      }
    }
    sorted.sort((a, b) -> Arrays.compareUnsigned(a.name(), b.name()));
    AvroBuffer out = new AvroBuffer(size + AvroBuffer.MAX_NUMBER_BYTES);
    if (!sorted.isEmpty()) {
      out.writeLong(sorted.size());
      for (Pair pair : sorted) {
        out.writeBytes(pair.name(), 0, pair.name().length);
        out.writeBytes(pair.value(), 0, pair.value().length);
      }
    }
    out.writeLong(0);
    return out.toByteArray();
  }

  /// The pairs of one map that fills the range exactly, in whatever legal encoding, ascending by
  /// name, without empty values.
  public static List<Label> decode(byte[] data, int offset, int length) throws BadRecordException {
    var in = new AvroCursor();
    in.reset(data, offset, length);
    Map<String, String> last = new HashMap<>();
    for (int count = in.readBlockCount(); count > 0; count = in.readBlockCount()) {
      for (int i = 0; i < count; i++) {
        String name = readString(in);
        last.put(name, readString(in));
      }
    }
    if (in.remaining() > 0) {
      throw new BadRecordException("%d bytes after the end of the map".formatted(in.remaining()));
    }
    List<Label> pairs = new ArrayList<>(last.size());
    last.forEach(
        (name, value) -> {
          if (!value.isEmpty()) {
            pairs.add(new Label(name, value));
          }
        });
    pairs.sort((a, b) -> a.name().compareTo(b.name()));
    return pairs;
  }

  /// The normal form of a map in whatever legal encoding.
  public static byte[] normalize(byte[] data, int offset, int length) throws BadRecordException {
    return encode(decode(data, offset, length));
  }

  private static String readString(AvroCursor in) throws BadRecordException {
    int length = in.readLength();
    String text = new String(in.data(), in.position(), length, UTF_8);
    in.skip(length);
    return text;
  }
}
