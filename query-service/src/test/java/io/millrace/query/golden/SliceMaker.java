package io.millrace.query.golden;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.query.source.RowPart;
import io.millrace.schemas.model.Label;
import io.millrace.schemas.model.Labels;
import io.millrace.store.rows.LineColumn;
import io.millrace.store.rows.MemorySlice;
import io.millrace.store.rows.MetadataColumn;
import io.millrace.store.rows.Slice;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/// Makes slices of rows as a segment does: sorted by stream and time, equal rows once.
final class SliceMaker {
  private SliceMaker() {}

  /// One part with slices of at most `rowsPerSlice` rows.
  static RowPart part(List<TestRow> rows, int rowsPerSlice, boolean recent) {
    List<TestRow> sorted = new ArrayList<>(new LinkedHashSet<>(rows));
    sorted.sort(Comparator.comparing(TestRow::labels).thenComparingLong(TestRow::timestamp));
    List<Slice> slices = new ArrayList<>();
    for (int from = 0; from < sorted.size(); from += rowsPerSlice) {
      slices.add(slice(sorted.subList(from, Math.min(sorted.size(), from + rowsPerSlice))));
    }
    return new RowPart(slices, recent);
  }

  private static Slice slice(List<TestRow> rows) {
    List<Labels> labels = new ArrayList<>();
    List<Integer> firsts = new ArrayList<>();
    for (int row = 0; row < rows.size(); row++) {
      if (labels.isEmpty() || !labels.getLast().equals(rows.get(row).labels())) {
        labels.add(rows.get(row).labels());
        firsts.add(row);
      }
    }
    int[] first = firsts.stream().mapToInt(Integer::intValue).toArray();
    int[] end = Arrays.copyOfRange(first, 1, first.length + 1);
    end[first.length - 1] = rows.size();
    long[] timestamps = rows.stream().mapToLong(TestRow::timestamp).toArray();
    return new MemorySlice(labels, first, end, timestamps, lines(rows), metadata(rows));
  }

  private static LineColumn lines(List<TestRow> rows) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int[] offsets = new int[rows.size() + 1];
    for (int row = 0; row < rows.size(); row++) {
      bytes.writeBytes(rows.get(row).line().getBytes(UTF_8));
      offsets[row + 1] = bytes.size();
    }
    bytes.writeBytes(new byte[LineColumn.PADDING]);
    return new LineColumn(bytes.toByteArray(), offsets);
  }

  private static MetadataColumn metadata(List<TestRow> rows) {
    Map<String, Integer> keys = new LinkedHashMap<>();
    List<Integer> keyIds = new ArrayList<>();
    List<Integer> ends = new ArrayList<>(List.of(0));
    int[] firstPair = new int[rows.size() + 1];
    ByteArrayOutputStream values = new ByteArrayOutputStream();
    for (int row = 0; row < rows.size(); row++) {
      for (Label pair : rows.get(row).metadata()) {
        keyIds.add(keys.computeIfAbsent(pair.name(), k -> keys.size()));
        values.writeBytes(pair.value().getBytes(UTF_8));
        ends.add(values.size());
      }
      firstPair[row + 1] = keyIds.size();
    }
    values.writeBytes(new byte[LineColumn.PADDING]);
    return new MetadataColumn(
        firstPair,
        keyIds.stream().mapToInt(Integer::intValue).toArray(),
        keys.keySet().stream().map(k -> k.getBytes(UTF_8)).toArray(byte[][]::new),
        values.toByteArray(),
        ends.stream().mapToInt(Integer::intValue).toArray());
  }
}
