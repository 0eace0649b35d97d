package io.millrace.store.segment;

import io.millrace.schemas.model.Label;
import io.millrace.schemas.model.Labels;
import io.millrace.store.page.MapRuns;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// The labels of the rows of a slice: a run for each stream in it.
final class LabelRuns {
  private final Dictionary keys;
  private final Dictionary values;
  private final MapRuns runs = new MapRuns();
  private int[] keyIds = new int[64];
  private int[] valueIds = new int[64];
  private int count;
  private int[] streamKeys = new int[0];
  private int[] streamValues = new int[0];
  private int rows;

  LabelRuns(Dictionary keys, Dictionary values) {
    this.keys = keys;
    this.values = values;
  }

  void begin(Labels labels) {
    List<Label> pairs = labels.pairs();
    streamKeys = new int[pairs.size()];
    streamValues = new int[pairs.size()];
    for (int i = 0; i < streamKeys.length; i++) {
      streamKeys[i] = keys.add(pairs.get(i).name().getBytes(StandardCharsets.UTF_8));
      streamValues[i] = values.add(pairs.get(i).value().getBytes(StandardCharsets.UTF_8));
    }
  }

  void addRow() {
    rows++;
  }

  /// The rows so far are one run: their stream or the slice ends.
  void endRun() {
    if (rows == 0) {
      return;
    }
    int size = streamKeys.length;
    if (keyIds.length < count + size) {
      keyIds = Arrays.copyOf(keyIds, (count + size) * 2);
      valueIds = Arrays.copyOf(valueIds, (count + size) * 2);
    }
    System.arraycopy(streamKeys, 0, keyIds, count, size);
    System.arraycopy(streamValues, 0, valueIds, count, size);
    count += size;
    runs.add(size, rows);
    rows = 0;
  }

  MapRuns runs() {
    return runs;
  }

  int[] keyIds() {
    return keyIds;
  }

  int[] valueIds() {
    return valueIds;
  }

  int keys() {
    return keys.size();
  }

  int values() {
    return values.size();
  }

  /// Forgets the runs; the stream goes on.
  void clear() {
    runs.clear();
    count = 0;
    rows = 0;
  }
}
