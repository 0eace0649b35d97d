package io.millrace.ingester.assemble;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.ingester.assemble.TestRows.Row;
import io.millrace.schemas.model.Label;
import io.millrace.store.rows.LineColumn;
import io.millrace.store.rows.MetadataColumn;
import io.millrace.store.rows.Slice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The rows of slices as a test knows them.
public final class Reading {
  private Reading() {}

  /// The rows of the slice's runs, in their order.
  public static List<Row> rows(String tenant, Slice slice) throws IOException {
    List<Row> rows = new ArrayList<>();
    LineColumn lines = slice.lines();
    for (int run = 0; run < slice.runs(); run++) {
      Map<String, String> labels =
          slice.labels(run).pairs().stream().collect(Collectors.toMap(Label::name, Label::value));
      for (int row = slice.firstRow(run); row < slice.endRow(run); row++) {
        String line = new String(lines.bytes(), lines.offsets()[row], lines.length(row), UTF_8);
        rows.add(
            new Row(
                tenant, labels, slice.timestamps()[row], line, metadata(slice.metadata(), row)));
      }
    }
    return rows;
  }

  private static Map<String, String> metadata(MetadataColumn column, int row) {
    Map<String, String> metadata = new TreeMap<>();
    for (int pair = column.firstPair()[row]; pair < column.firstPair()[row + 1]; pair++) {
      int from = column.valueOffsets()[pair];
      int length = column.valueOffsets()[pair + 1] - from;
      metadata.put(
          new String(column.keys()[column.keyIds()[pair]], UTF_8),
          new String(column.values(), from, length, UTF_8));
    }
    return metadata;
  }
}
