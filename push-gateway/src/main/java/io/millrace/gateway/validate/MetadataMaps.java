package io.millrace.gateway.validate;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.gateway.decode.DecodeException;
import io.millrace.gateway.decode.DecodedPush;
import io.millrace.gateway.level.Level;
import io.millrace.gateway.level.LevelDetector;
import io.millrace.gateway.metrics.GatewayMetrics;
import io.millrace.schemas.model.Utf8;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes the metadata of an entry as a map in normal form: names normalized, values made valid,
/// the level added, sorted, of equal names the last, nothing empty. Not safe for use by many
/// threads.
final class MetadataMaps {
  private static final byte[] LEVEL_NAME = Level.NAME.getBytes(US_ASCII);
  private static final byte[] SEVERITY_NUMBER = "severity_number".getBytes(US_ASCII);
  private static final int MAX_NUMBER_BYTES = 5;

  private final GatewayMetrics metrics;

  /// Pairs in the order of their names: name and value are ranges of the arrays beside.
  private byte[][] names = new byte[160][];

  private byte[][] values = new byte[160][];
  private int[] nameAt = new int[160];
  private int[] nameLength = new int[160];
  private int[] valueAt = new int[160];
  private int[] valueLength = new int[160];
  private int count;

  MetadataMaps(GatewayMetrics metrics) {
    this.metrics = metrics;
  }

  /// Takes the pairs `[from, to)` of the push, normalized.
  ///
  /// @throws DecodeException if a name cannot be normalized: the whole push fails then
  void load(DecodedPush push, int from, int to) throws DecodeException {
    count = 0;
    byte[] data = push.data();
    for (int pair = from; pair < to; pair++) {
      int at = push.nameOffset(pair);
      int length = push.nameLength(pair);
      byte[] name = data;
      if (!MetadataNames.isNormal(data, at, length)) {
        name = MetadataNames.normalize(data, at, length);
        at = 0;
        length = name.length;
      }
      int value = push.valueOffset(pair);
      int valueSize = push.valueLength(pair);
      byte[] content = data;
      if (Utf8.firstInvalid(data, value, valueSize) >= 0) {
        metrics.repairedText();
        content = withBlanks(data, value, valueSize);
        value = 0;
        valueSize = content.length;
      }
      insert(name, at, length, content, value, valueSize);
    }
  }

  /// Adds the level to the pairs taken, by the first of: what they say already, the stream's
  /// labels, one of the level fields among them, OTLP's severity, the line.
  void addLevel(
      byte @Nullable [] fromLabels,
      List<String> fields,
      LevelDetector detector,
      byte[] lineData,
      int line,
      int lineLength) {
    int given = find(LEVEL_NAME);
    byte[] level;
    if (given >= 0) {
      level = LevelDetector.normalize(copyOfValue(given));
    } else if (fromLabels != null) {
      level = fromLabels;
    } else {
      level = fromPairs(fields);
      if (level == null) {
        level = detector.fromLine(lineData, line, lineLength).text();
      }
    }
    insert(LEVEL_NAME, 0, LEVEL_NAME.length, level, 0, level.length);
  }

  /// Writes the map to the end of `push`'s metadata.
  void write(ValidPush push) {
    int size = 2 * MAX_NUMBER_BYTES;
    int kept = 0;
    for (int i = 0; i < count; i++) {
      if (valueLength[i] > 0) {
        kept++;
        size += 2 * MAX_NUMBER_BYTES + nameLength[i] + valueLength[i];
      }
    }
    byte[] out = push.reserveMetadata(size);
    int at = push.metadataEnd();
    if (kept > 0) {
      at = number(out, at, kept);
      for (int i = 0; i < count; i++) {
        if (valueLength[i] > 0) {
          at = text(out, at, names[i], nameAt[i], nameLength[i]);
          at = text(out, at, values[i], valueAt[i], valueLength[i]);
        }
      }
    }
    out[at++] = 0;
    push.metadataEnd(at);
  }

  private byte @Nullable [] fromPairs(List<String> fields) {
    for (String field : fields) {
      int found = find(field.getBytes(UTF_8));
      if (found >= 0 && valueLength[found] > 0) {
        return LevelDetector.normalize(copyOfValue(found));
      }
    }
    int severity = find(SEVERITY_NUMBER);
    return severity < 0 || valueLength[severity] == 0
        ? null
        : LevelDetector.fromSeverityNumber(new String(copyOfValue(severity), UTF_8)).text();
  }

  private byte[] copyOfValue(int i) {
    return Arrays.copyOfRange(values[i], valueAt[i], valueAt[i] + valueLength[i]);
  }

  private int find(byte[] name) {
    for (int i = 0; i < count; i++) {
      if (compare(name, 0, name.length, i) == 0) {
        return i;
      }
    }
    return -1;
  }

  private void insert(byte[] name, int at, int length, byte[] value, int valueFrom, int valueSize) {
    int place = count;
    while (place > 0 && compare(name, at, length, place - 1) < 0) {
      place--;
    }
    boolean replaces = place > 0 && compare(name, at, length, place - 1) == 0;
    if (replaces) {
      place--;
    } else {
      open(place);
    }
    names[place] = name;
    nameAt[place] = at;
    nameLength[place] = length;
    values[place] = value;
    valueAt[place] = valueFrom;
    valueLength[place] = valueSize;
  }

  /// Moves what stands at `place` and behind by one.
  private void open(int place) {
    if (count == nameAt.length) {
      names = Arrays.copyOf(names, 2 * count);
      values = Arrays.copyOf(values, 2 * count);
      nameAt = Arrays.copyOf(nameAt, 2 * count);
      nameLength = Arrays.copyOf(nameLength, 2 * count);
      valueAt = Arrays.copyOf(valueAt, 2 * count);
      valueLength = Arrays.copyOf(valueLength, 2 * count);
    }
    int moved = count - place;
    System.arraycopy(names, place, names, place + 1, moved);
    System.arraycopy(values, place, values, place + 1, moved);
    System.arraycopy(nameAt, place, nameAt, place + 1, moved);
    System.arraycopy(nameLength, place, nameLength, place + 1, moved);
    System.arraycopy(valueAt, place, valueAt, place + 1, moved);
    System.arraycopy(valueLength, place, valueLength, place + 1, moved);
    count++;
  }

  private int compare(byte[] name, int at, int length, int i) {
    return Arrays.compareUnsigned(
        name, at, at + length, names[i], nameAt[i], nameAt[i] + nameLength[i]);
  }

  /// A copy with a blank for each invalid byte.
  private static byte[] withBlanks(byte[] data, int offset, int length) {
    byte[] copy = Arrays.copyOfRange(data, offset, offset + length);
    for (int bad = Utf8.firstInvalid(copy, 0, length);
        bad >= 0;
        bad = Utf8.firstInvalid(copy, bad, length - bad)) {
      copy[bad] = ' ';
    }
    return copy;
  }

  private static int text(byte[] out, int to, byte[] from, int offset, int length) {
    int at = number(out, to, length);
    System.arraycopy(from, offset, out, at, length);
    return at + length;
  }

  /// Avro's zigzag number of at least 0.
  private static int number(byte[] out, int to, int value) {
    int rest = value << 1;
    int at = to;
    while (rest >>> 7 != 0) {
      out[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    out[at++] = (byte) rest;
    return at;
  }
}
