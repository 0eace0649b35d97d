package io.millrace.query.api;

import io.millrace.query.json.VolumeSeries;
import io.millrace.query.source.StreamSummary;
import io.millrace.schemas.model.Label;
import io.millrace.schemas.model.Labels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Sums up the bytes of streams over buckets of time. What an index knows of a stream is spread
/// evenly over the time between its first and its last row.
final class Volumes {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final long[] starts;
  private final long end;
  private final Set<String> targets;
  private final boolean byName;
  private final Map<String, Group> groups = new HashMap<>();

  private record Group(List<Label> labels, double[] bytes) {}

  /// Buckets that begin at `starts`, the last of which ends with `end`. The sample of a bucket
  /// stands at its end.
  ///
  /// @param targets the labels that tell series apart; all of a stream where there are none
  /// @param byName whether to sum up for each label name rather than for each combination of values
  Volumes(long[] starts, long end, Set<String> targets, boolean byName) {
    this.starts = starts;
    this.end = end;
    this.targets = targets;
    this.byName = byName;
  }

  /// How much of the stream's time lies between `start` and `end`, from 0 to 1.
  static double share(StreamSummary stream, long start, long end) {
    double length = (double) stream.maxTimestamp() - stream.minTimestamp() + 1;
    double from = Math.max(start, stream.minTimestamp());
    double to = Math.min(end, stream.maxTimestamp() + 1);
    return Math.max(0, Math.min(1, (to - from) / length));
  }

  void add(StreamSummary stream) {
    List<Label> chosen =
        stream.labels().pairs().stream()
            .filter(l -> targets.isEmpty() || targets.contains(l.name()))
            .toList();
    if (byName) {
      for (Label label : chosen) {
        add(stream, List.of(new Label(label.name(), "")));
      }
    } else {
      add(stream, chosen);
    }
  }

  private void add(StreamSummary stream, List<Label> labels) {
    Group group =
        groups.computeIfAbsent(
            Labels.text(labels), t -> new Group(labels, new double[starts.length]));
    for (int i = 0; i < starts.length; i++) {
      long to = i + 1 < starts.length ? starts[i + 1] : end;
      group.bytes[i] += stream.rawBytes() * share(stream, starts[i], to);
    }
  }

  int size() {
    return groups.size();
  }

  /// The `limit` largest by bytes, in the order of their first value and then of their labels.
  /// Buckets without a byte have no sample.
  List<VolumeSeries> largest(int limit) {
    List<VolumeSeries> volumes = new ArrayList<>();
    new TreeMap<>(groups)
        .values().stream()
            .sorted(Comparator.comparingDouble(Volumes::total).reversed())
            .limit(limit)
            .forEach(group -> volumes.add(series(group)));
    volumes.removeIf(v -> v.bytes().length == 0);
    volumes.sort(
        Comparator.comparingDouble((VolumeSeries v) -> v.bytes()[0])
            .reversed()
            .thenComparing(v -> Labels.text(v.labels())));
    return volumes;
  }

  private static double total(Group group) {
    return Arrays.stream(group.bytes).sum();
  }

  private VolumeSeries series(Group group) {
    int points = 0;
    long[] millis = new long[starts.length];
    double[] bytes = new double[starts.length];
    for (int i = 0; i < starts.length; i++) {
      double rounded = Math.rint(group.bytes[i]);
      if (rounded > 0) {
        boolean isLast = i + 1 == starts.length;
        millis[points] = (isLast ? end : starts[i + 1] - 1) / NANOS_PER_MILLI;
        bytes[points++] = rounded;
      }
    }
    return new VolumeSeries(
        group.labels, Arrays.copyOf(millis, points), Arrays.copyOf(bytes, points));
  }
}
