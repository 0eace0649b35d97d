package io.millrace.query.exec;

import io.millrace.query.plan.QueryContext;
import io.millrace.query.source.RowPart;
import io.millrace.query.source.RowSet;
import io.millrace.schemas.model.Labels;
import io.millrace.store.object.Column;
import io.millrace.store.rows.LineColumn;
import io.millrace.store.rows.MetadataColumn;
import io.millrace.store.rows.Slice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/// Finds the rows that stand in two parts: equal in stream, timestamp, line and metadata. The one
/// that arrived first counts.
///
/// Costs nothing where the parts of a stream do not overlap in time. Where they do, timestamps are
/// merged; lines are read only for slices in which two timestamps are equal.
public final class Duplicates {
  private final RowSet rows;
  private final QueryContext context;
  private final IdentityHashMap<Slice, BitSet> found = new IdentityHashMap<>();

  private Duplicates(RowSet rows, QueryContext context) {
    this.rows = rows;
    this.context = context;
  }

  /// The slices of `rows` in the order of arrival, with their duplicates marked.
  public static List<ScanUnit> mark(RowSet rows, QueryContext context) throws IOException {
    Duplicates duplicates = new Duplicates(rows, context);
    duplicates.search();
    List<ScanUnit> units = new ArrayList<>();
    for (RowPart part : rows.parts()) {
      context.stats().of(part.recent()).slices.add(part.slices().size());
      for (Slice slice : part.slices()) {
        BitSet dropped = duplicates.found.get(slice);
        if (dropped == null) {
          units.add(new ScanUnit(units.size(), slice, part.recent()));
        } else {
          context.stats().of(part.recent()).duplicates.add(dropped.cardinality());
          units.add(new ScanUnit(units.size(), slice, part.recent(), dropped));
        }
      }
    }
    return units;
  }

  private void search() throws IOException {
    List<RowPart> parts = rows.parts();
    if (parts.size() < 2) {
      return;
    }
    for (List<Run> runs : overlapping(parts)) {
      context.check();
      merge(runs);
    }
  }

  /// For each stream, the runs whose slices overlap in time with one of another part.
  private static List<List<Run>> overlapping(List<RowPart> parts) {
    Map<Labels, List<Run>> byStream = new HashMap<>();
    for (int p = 0; p < parts.size(); p++) {
      for (Slice slice : parts.get(p).slices()) {
        for (int run = 0; run < slice.runs(); run++) {
          byStream
              .computeIfAbsent(slice.labels(run), l -> new ArrayList<>(2))
              .add(new Run(p, slice, slice.firstRow(run), slice.endRow(run)));
        }
      }
    }
    List<List<Run>> result = new ArrayList<>();
    for (List<Run> runs : byStream.values()) {
      if (runs.size() > 1) {
        addOverlapping(runs, result);
      }
    }
    return result;
  }

  private static void addOverlapping(List<Run> runs, List<List<Run>> result) {
    runs.sort(Comparator.comparingLong(r -> r.slice.minTimestamp()));
    List<Run> cluster = new ArrayList<>();
    long reach = Long.MIN_VALUE;
    for (Run run : runs) {
      if (run.slice.minTimestamp() > reach) {
        addCluster(cluster, result);
        cluster = new ArrayList<>();
      }
      cluster.add(run);
      reach = Math.max(reach, run.slice.maxTimestamp());
    }
    addCluster(cluster, result);
  }

  private static void addCluster(List<Run> cluster, List<List<Run>> result) {
    for (Run run : cluster) {
      if (run.part != cluster.getFirst().part) {
        result.add(cluster);
        return;
      }
    }
  }

  /// Merges the timestamps of runs of one stream and compares rows of equal timestamp.
  private void merge(List<Run> runs) throws IOException {
    load(runs, EnumSet.of(Column.TIMESTAMP));
    PriorityQueue<Run> heap = new PriorityQueue<>();
    for (Run run : runs) {
      run.open();
      heap.add(run);
    }
    List<Run> atSameTime = new ArrayList<>();
    while (heap.size() > 1) {
      Run first = heap.remove();
      Run second = heap.element();
      if (first.time() == second.time()) {
        atSameTime.clear();
        atSameTime.add(first);
        while (!heap.isEmpty() && heap.element().time() == first.time()) {
          atSameTime.add(heap.remove());
        }
        if (atSameTime.stream().anyMatch(r -> r.part != first.part)) {
          compare(atSameTime);
        }
        for (Run run : atSameTime) {
          if (run.skipTime()) {
            heap.add(run);
          }
        }
      } else if (first.skipBefore(second.time())) {
        heap.add(first);
      }
    }
  }

  /// Compares the rows that runs have at the time where they all stand, in the order of the parts.
  private void compare(List<Run> runs) throws IOException {
    runs.sort(Comparator.comparingInt(r -> r.part));
    load(runs, EnumSet.of(Column.LINE, Column.METADATA));
    List<Run> owners = new ArrayList<>();
    List<Integer> kept = new ArrayList<>();
    for (Run run : runs) {
      int end = run.endOfTime();
      for (int row = run.at; row < end; row++) {
        if (isCopy(run, row, owners, kept)) {
          found.computeIfAbsent(run.slice, s -> new BitSet()).set(row);
        } else {
          owners.add(run);
          kept.add(row);
        }
      }
    }
  }

  private static boolean isCopy(Run run, int row, List<Run> owners, List<Integer> kept)
      throws IOException {
    for (int i = 0; i < owners.size(); i++) {
      Run owner = owners.get(i);
      if (owner.part != run.part && equalRows(owner.slice, kept.get(i), run.slice, row)) {
        return true;
      }
    }
    return false;
  }

  static boolean equalRows(Slice a, int rowA, Slice b, int rowB) throws IOException {
    LineColumn x = a.lines();
    LineColumn y = b.lines();
    return Arrays.equals(
            x.bytes(),
            x.offsets()[rowA],
            x.offsets()[rowA + 1],
            y.bytes(),
            y.offsets()[rowB],
            y.offsets()[rowB + 1])
        && equalMetadata(a.metadata(), rowA, b.metadata(), rowB);
  }

  private static boolean equalMetadata(MetadataColumn a, int rowA, MetadataColumn b, int rowB) {
    int pairs = a.firstPair()[rowA + 1] - a.firstPair()[rowA];
    if (pairs != b.firstPair()[rowB + 1] - b.firstPair()[rowB]) {
      return false;
    }
    for (int i = 0; i < pairs; i++) {
      int p = a.firstPair()[rowA] + i;
      int q = b.firstPair()[rowB] + i;
      boolean equal =
          Arrays.equals(a.keys()[a.keyIds()[p]], b.keys()[b.keyIds()[q]])
              && Arrays.equals(
                  a.values(),
                  a.valueOffsets()[p],
                  a.valueOffsets()[p + 1],
                  b.values(),
                  b.valueOffsets()[q],
                  b.valueOffsets()[q + 1]);
      if (!equal) {
        return false;
      }
    }
    return true;
  }

  private void load(List<Run> runs, Set<Column> columns) throws IOException {
    rows.load(runs.stream().map(r -> r.slice).distinct().toList(), columns, context);
  }

  /// The rows of one stream in one slice, and how far the merge has come in them.
  private static final class Run implements Comparable<Run> {
    private final int part;
    private final Slice slice;
    private final int end;
    private int at;
    private long[] times = {};

    Run(int part, Slice slice, int first, int end) {
      this.part = part;
      this.slice = slice;
      this.at = first;
      this.end = end;
    }

    void open() throws IOException {
      times = slice.timestamps();
    }

    long time() {
      return times[at];
    }

    int endOfTime() {
      int row = at;
      while (row < end && times[row] == times[at]) {
        row++;
      }
      return row;
    }

    /// Steps behind the rows of the time at hand; false where none is left.
    boolean skipTime() {
      at = endOfTime();
      return at < end;
    }

    /// Steps to the first row that is not before `time`; false where none is left.
    boolean skipBefore(long time) {
      int found = Arrays.binarySearch(times, at, end, time);
      if (found < 0) {
        at = -found - 1;
      } else {
        while (found > at && times[found - 1] == time) {
          found--;
        }
        at = found;
      }
      return at < end;
    }

    @Override
    public int compareTo(Run other) {
      return Long.compare(time(), other.time());
    }
  }
}
