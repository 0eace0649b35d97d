package io.millrace.query.pipeline;

import io.millrace.logql.LogQl;
import io.millrace.logql.ast.LogExpr;
import io.millrace.query.row.LabelSet;
import io.millrace.query.row.Row;
import io.millrace.schemas.model.Label;
import io.millrace.schemas.model.Labels;
import io.millrace.store.rows.LineColumn;
import io.millrace.store.rows.MemorySlice;
import io.millrace.store.rows.MetadataColumn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Runs log queries over a few lines of one stream.
public final class Probe {
  private final Map<String, String> stream = new TreeMap<>(Map.of("app", "api"));
  private final List<String> lines = new ArrayList<>();
  private final List<Map<String, String>> metadata = new ArrayList<>();

  /// What came out for a row: its line, and its labels in one text.
  public record Out(long timestamp, String line, Map<String, String> labels) {
    public String error() {
      return labels.getOrDefault("__error__", "");
    }

    public String details() {
      return labels.getOrDefault("__error_details__", "");
    }
  }

  public Probe stream(String name, String value) {
    stream.put(name, value);
    return this;
  }

  /// A line; its timestamp is its number.
  public Probe line(String line) {
    return line(line, Map.of());
  }

  public Probe line(String line, Map<String, String> pairs) {
    lines.add(line);
    metadata.add(new TreeMap<>(pairs));
    return this;
  }

  /// The rows that come out of the stages, as a log query sees them. The labels of the stream are
  /// left out.
  public List<Out> run(String stages) {
    List<Out> out = new ArrayList<>();
    collect(stages, Needs.logQuery(), out);
    return out;
  }

  /// The only row that comes out.
  public Out one(String stages) {
    List<Out> out = run(stages);
    if (out.size() != 1) {
      throw new AssertionError("one row expected, found " + out);
    }
    return out.getFirst();
  }

  /// The lines that come out.
  public List<String> lines(String stages) {
    return run(stages).stream().map(Out::line).toList();
  }

  public void collect(String stages, Needs needs, List<Out> out) {
    Runner runner = pipeline(stages, needs).newRunner();
    try {
      runner.run(
          slice(),
          Long.MIN_VALUE,
          Long.MAX_VALUE,
          (_, row) -> {
            out.add(new Out(row.timestamp(), row.line(), labels(row)));
            return true;
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Pipeline pipeline(String stages, Needs needs) {
    LogExpr expr = (LogExpr) LogQl.parse("{app=\"api\"} " + stages);
    return Pipeline.compile(expr.stages(), Optional.empty(), needs);
  }

  private static Map<String, String> labels(Row row) {
    LabelSet set = row.labelSet();
    Map<String, String> labels = new TreeMap<>();
    for (Label label : set.metadata()) {
      labels.put(label.name(), label.value());
    }
    for (Label label : set.parsed()) {
      labels.put(label.name(), label.value());
    }
    return labels;
  }

  public MemorySlice slice() {
    int rows = lines.size();
    return new MemorySlice(
        List.of(Labels.of(stream)),
        new int[] {0},
        new int[] {rows},
        java.util.stream.LongStream.range(0, rows).toArray(),
        column(lines),
        pairs());
  }

  private static LineColumn column(List<String> texts) {
    int[] offsets = new int[texts.size() + 1];
    byte[] all = String.join("", texts).getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < texts.size(); i++) {
      offsets[i + 1] = offsets[i] + texts.get(i).getBytes(StandardCharsets.UTF_8).length;
    }
    return new LineColumn(Arrays.copyOf(all, all.length + LineColumn.PADDING), offsets);
  }

  private MetadataColumn pairs() {
    List<String> keys = new ArrayList<>();
    List<Integer> ids = new ArrayList<>();
    List<String> values = new ArrayList<>();
    int[] firsts = new int[lines.size() + 1];
    for (int row = 0; row < lines.size(); row++) {
      for (Map.Entry<String, String> pair : metadata.get(row).entrySet()) {
        if (!keys.contains(pair.getKey())) {
          keys.add(pair.getKey());
        }
        ids.add(keys.indexOf(pair.getKey()));
        values.add(pair.getValue());
      }
      firsts[row + 1] = ids.size();
    }
    LineColumn texts = column(values);
    return new MetadataColumn(
        firsts,
        ids.stream().mapToInt(i -> i).toArray(),
        keys.stream().map(key -> key.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new),
        texts.bytes(),
        texts.offsets());
  }
}
