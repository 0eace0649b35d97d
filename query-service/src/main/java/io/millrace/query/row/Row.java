package io.millrace.query.row;

import java.nio.charset.StandardCharsets;

/// One log row as the stages leave it. Belongs to a runner, which refills it for each row: a
/// consumer reads it during [RowSink#accept] and keeps nothing of it.
public final class Row {
  private static final byte[] NO_LINE = {};

  private final RowLabels labels;
  private final Scratch scratch;
  private final SeriesTable series;
  private final boolean showsErrors;

  private int index;
  private long timestamp;
  private byte[] line = NO_LINE;
  private int lineStart;
  private int lineLength;
  private double value;

  /// A row whose label sets are told apart by `projection`.
  public Row(NameTable names, Projection projection) {
    this.labels = new RowLabels(names);
    this.scratch = new Scratch();
    this.series = new SeriesTable(projection, labels);
    this.showsErrors =
        projection instanceof Projection.Everything
            || (projection instanceof Projection.By by && by.names().contains("__error__"));
  }

  /// Empties the row for the next one of the same run.
  public void start(long timestamp) {
    this.timestamp = timestamp;
    this.line = NO_LINE;
    this.lineStart = 0;
    this.lineLength = 0;
    this.value = 0;
    scratch.clear();
    labels.startRow();
  }

  /// Which row of the slice this is.
  public int index() {
    return index;
  }

  public void setIndex(int index) {
    this.index = index;
  }

  /// Nanoseconds since the epoch.
  public long timestamp() {
    return timestamp;
  }

  /// The array in which the line stands, in UTF-8.
  public byte[] lineBytes() {
    return line;
  }

  public int lineStart() {
    return lineStart;
  }

  /// Bytes of the line, as the last stage left it.
  public int lineLength() {
    return lineLength;
  }

  /// The line as text. Costs a string.
  public String line() {
    return new String(line, lineStart, lineLength, StandardCharsets.UTF_8);
  }

  public void setLine(byte[] bytes, int start, int length) {
    line = bytes;
    lineStart = start;
    lineLength = length;
  }

  /// What `unwrap` made of the row; 0 without one.
  public double value() {
    return value;
  }

  public void setValue(double value) {
    this.value = value;
  }

  public RowLabels labels() {
    return labels;
  }

  public Scratch scratch() {
    return scratch;
  }

  /// The table that [#series()] looks into.
  public SeriesTable seriesTable() {
    return series;
  }

  /// Whether a stage has set `__error__`.
  public boolean hasError() {
    return labels.has(NameTable.ERROR);
  }

  /// Whether the row ends a metric query: it has an error, and the labels of the series do not
  /// include `__error__`. Never true in a log query.
  public boolean isFatal() {
    return !showsErrors && hasError();
  }

  /// Sets `__error__` and `__error_details__`, over what was there.
  public void setError(RowError error, String details) {
    byte[] name = error.utf8();
    labels.set(Category.PARSED, NameTable.ERROR, name, 0, name.length);
    byte[] text = details.getBytes(StandardCharsets.UTF_8);
    labels.set(Category.PARSED, NameTable.ERROR_DETAILS, text, 0, text.length);
  }

  /// Sets `__error__` alone.
  public void setError(RowError error) {
    byte[] name = error.utf8();
    labels.set(Category.PARSED, NameTable.ERROR, name, 0, name.length);
  }

  /// The number of the row's label set, from 0, as [Projection] says; of all its labels where the
  /// row [is fatal][#isFatal()].
  public int series() {
    return series.series(isFatal());
  }

  /// The label set with the number [#series()].
  public LabelSet labelSet() {
    return series.labels(series());
  }
}
