package io.millrace.query.source;

import io.millrace.schemas.model.LabelMatcher;
import io.millrace.schemas.model.Labels;
import io.millrace.store.rows.LineColumn;
import io.millrace.store.rows.MetadataColumn;
import io.millrace.store.rows.Slice;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/// Some runs of another slice, perhaps under other labels. The columns are the other slice's own.
final class RunSlice implements Slice {
  private final Slice slice;
  private final int[] runs;
  private final Labels[] labels;

  private RunSlice(Slice slice, int[] runs, Labels[] labels) {
    this.slice = slice;
    this.runs = runs;
    this.labels = labels;
  }

  /// The runs whose labels satisfy all `matchers`; `slice` itself where that is all of them.
  static Slice choose(Slice slice, List<LabelMatcher> matchers) {
    int[] runs = new int[slice.runs()];
    int chosen = 0;
    for (int run = 0; run < runs.length; run++) {
      if (matches(slice.labels(run), matchers)) {
        runs[chosen++] = run;
      }
    }
    if (chosen == runs.length) {
      return slice;
    }
    int[] some = Arrays.copyOf(runs, chosen);
    Labels[] labels = new Labels[chosen];
    Arrays.setAll(labels, i -> slice.labels(some[i]));
    return new RunSlice(slice, some, labels);
  }

  /// All runs of `slice`, with `labels` in place of its own.
  static RunSlice relabeled(Slice slice, Labels[] labels) {
    int[] runs = new int[slice.runs()];
    Arrays.setAll(runs, i -> i);
    return new RunSlice(slice, runs, labels);
  }

  static boolean matches(Labels labels, List<LabelMatcher> matchers) {
    for (LabelMatcher matcher : matchers) {
      if (!matcher.matches(labels)) {
        return false;
      }
    }
    return true;
  }

  /// The slice that has the columns.
  Slice original() {
    return slice;
  }

  @Override
  public int rows() {
    return slice.rows();
  }

  @Override
  public long rawBytes() {
    return slice.rawBytes();
  }

  @Override
  public long minTimestamp() {
    return slice.minTimestamp();
  }

  @Override
  public long maxTimestamp() {
    return slice.maxTimestamp();
  }

  @Override
  public int runs() {
    return runs.length;
  }

  @Override
  public Labels labels(int run) {
    return labels[run];
  }

  @Override
  public int firstRow(int run) {
    return slice.firstRow(runs[run]);
  }

  @Override
  public int endRow(int run) {
    return slice.endRow(runs[run]);
  }

  @Override
  public long[] timestamps() throws IOException {
    return slice.timestamps();
  }

  @Override
  public LineColumn lines() throws IOException {
    return slice.lines();
  }

  @Override
  public MetadataColumn metadata() throws IOException {
    return slice.metadata();
  }

  @Override
  public void release() {
    slice.release();
  }
}
