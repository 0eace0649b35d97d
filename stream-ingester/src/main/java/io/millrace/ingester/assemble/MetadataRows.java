package io.millrace.ingester.assemble;

import io.millrace.store.rows.LineColumn;
import io.millrace.store.rows.MetadataColumn;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Gathers the metadata of rows into a column. Each row's metadata is one Avro map in normal form
/// (see `io.millrace.schemas.logs`), or nothing. One thread.
final class MetadataRows {
  private final Map<ByteBuffer, Integer> keyIdOf = new HashMap<>();
  private final List<byte[]> keys = new ArrayList<>();
  private int[] firstPair = new int[257];
  private int[] keyIds = new int[64];
  private int[] valueOffsets = new int[65];
  private byte[] values = new byte[4 << 10];
  private int rows;
  private int pairs;

  void add(byte[] bytes, int at, int length) {
    if (length > 0) {
      addPairs(bytes, at);
    }
    if (rows + 1 == firstPair.length) {
      firstPair = Arrays.copyOf(firstPair, firstPair.length * 2);
    }
    firstPair[++rows] = pairs;
  }

  /// Bytes of the values so far.
  int valueBytes() {
    return valueOffsets[pairs];
  }

  /// A column of its own of the rows so far.
  MetadataColumn column() {
    if (pairs == 0) {
      return MetadataColumn.none(rows);
    }
    return new MetadataColumn(
        Arrays.copyOf(firstPair, rows + 1),
        Arrays.copyOf(keyIds, pairs),
        keys.toArray(byte[][]::new),
        Arrays.copyOf(values, valueOffsets[pairs] + LineColumn.PADDING),
        Arrays.copyOf(valueOffsets, pairs + 1));
  }

  void clear() {
    keyIdOf.clear();
    keys.clear();
    rows = 0;
    pairs = 0;
  }

  private void addPairs(byte[] bytes, int at) {
    MapCursor map = new MapCursor(bytes, at);
    int count = map.number();
    if (pairs + count >= valueOffsets.length) {
      int size = Math.max(valueOffsets.length * 2, pairs + count + 1);
      valueOffsets = Arrays.copyOf(valueOffsets, size);
      keyIds = Arrays.copyOf(keyIds, size - 1);
    }
    for (int i = 0; i < count; i++) {
      int keyLength = map.number();
      keyIds[pairs] = keyId(bytes, map.skip(keyLength), keyLength);
      int valueLength = map.number();
      addValue(bytes, map.skip(valueLength), valueLength);
    }
  }

  private void addValue(byte[] bytes, int at, int length) {
    int target = valueOffsets[pairs];
    if (values.length - target < length) {
      values = Arrays.copyOf(values, Math.max(values.length * 2, target + length));
    }
    System.arraycopy(bytes, at, values, target, length);
    valueOffsets[++pairs] = target + length;
  }

  private int keyId(byte[] bytes, int at, int length) {
    Integer known = keyIdOf.get(ByteBuffer.wrap(bytes, at, length));
    if (known != null) {
      return known;
    }
    int id = keys.size();
    byte[] key = Arrays.copyOfRange(bytes, at, at + length);
    keys.add(key);
    keyIdOf.put(ByteBuffer.wrap(key), id);
    return id;
  }
}
