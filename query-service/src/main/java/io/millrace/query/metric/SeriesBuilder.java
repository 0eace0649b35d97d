package io.millrace.query.metric;

import io.millrace.logql.ast.Matcher;
import io.millrace.query.exec.ScanPool;
import io.millrace.query.plan.QueryContext;
import io.millrace.schemas.model.Label;
import io.millrace.schemas.model.Labels;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;

/// Lays windows over what the rows of a range aggregation left: counters or samples become points.
final class SeriesBuilder {
  private static final double NANOS_PER_SECOND = 1e9;

  private final RangePlan plan;
  private final Windows windows;
  private final int steps;
  private final double rangeSeconds;

  SeriesBuilder(RangePlan plan, Windows windows) {
    this.plan = plan;
    this.windows = windows;
    this.steps = windows.grid().count();
    this.rangeSeconds = windows.range() / NANOS_PER_SECOND;
  }

  List<Series> ofSums(Map<Labels, WindowSums> sums) {
    return switch (plan.range().function()) {
      case ABSENT_OVER_TIME -> absent(sums.values());
      case COUNT_OVER_TIME, RATE, BYTES_OVER_TIME, BYTES_RATE -> counters(sums);
      case RATE_COUNTER,
          AVG_OVER_TIME,
          SUM_OVER_TIME,
          MIN_OVER_TIME,
          MAX_OVER_TIME,
          STDVAR_OVER_TIME,
          STDDEV_OVER_TIME,
          QUANTILE_OVER_TIME,
          FIRST_OVER_TIME,
          LAST_OVER_TIME ->
          List.of();
    };
  }

  private List<Series> counters(Map<Labels, WindowSums> sums) {
    long[] rowScratch = new long[steps];
    long[] byteScratch = new long[steps];
    List<Series> result = new ArrayList<>(sums.size());
    sums.forEach(
        (labels, sum) -> {
          Points points = new Points();
          sum.forEach(
              rowScratch,
              byteScratch,
              (step, rows, bytes) -> points.add(step, counter(rows, bytes)));
          if (!points.isEmpty()) {
            result.add(points.toSeries(labels));
          }
        });
    return result;
  }

  private double counter(long rows, long bytes) {
    return switch (plan.range().function()) {
      case RATE -> rows / rangeSeconds;
      case BYTES_OVER_TIME -> bytes;
      case BYTES_RATE -> bytes / rangeSeconds;
      default -> rows;
    };
  }

  /// One series with the labels that the selector asks to be equal, where no row is.
  private List<Series> absent(Collection<WindowSums> sums) {
    boolean[] present = new boolean[steps];
    for (WindowSums sum : sums) {
      sum.forEach(new long[steps], new long[steps], (step, _, _) -> present[step] = true);
    }
    Points points = new Points();
    for (int step = 0; step < steps; step++) {
      if (!present[step]) {
        points.add(step, 1);
      }
    }
    return points.isEmpty() ? List.of() : List.of(points.toSeries(absentLabels()));
  }

  private Labels absentLabels() {
    Map<String, String> equal = new LinkedHashMap<>();
    Set<String> twice = new HashSet<>();
    for (Matcher matcher : plan.input().query().matchers()) {
      if (matcher.op() == Matcher.Op.EQUAL) {
        if (equal.put(matcher.name(), matcher.value()) != null) {
          twice.add(matcher.name());
        }
      } else {
        twice.add(matcher.name());
      }
    }
    List<Label> labels = new ArrayList<>();
    equal.forEach(
        (name, value) -> {
          if (!twice.contains(name)) {
            labels.add(new Label(name, value));
          }
        });
    return Labels.of(labels);
  }

  List<Series> ofSamples(Map<Labels, SampleColumn> samples, ScanPool pool, QueryContext context)
      throws IOException, InterruptedException {
    List<Map.Entry<Labels, SampleColumn>> all = List.copyOf(samples.entrySet());
    int parts = Math.min(pool.threads(), Math.max(1, all.size()));
    List<Callable<List<Series>>> work = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      int from = (int) ((long) all.size() * part / parts);
      int to = (int) ((long) all.size() * (part + 1) / parts);
      work.add(() -> windowed(all.subList(from, to), context));
    }
    List<Series> result = new ArrayList<>(all.size());
    pool.runAll(work).forEach(result::addAll);
    return result;
  }

  private List<Series> windowed(
      List<Map.Entry<Labels, SampleColumn>> columns, QueryContext context) {
    RangeFunctions functions =
        new RangeFunctions(
            plan.range().function(),
            plan.range().parameter(),
            windows.range(),
            plan.takesMeanOfSum());
    List<Series> result = new ArrayList<>(columns.size());
    for (Map.Entry<Labels, SampleColumn> column : columns) {
      SampleColumn samples = column.getValue();
      samples.sort();
      Points points = new Points();
      int from = 0;
      int to = 0;
      for (int step = 0; step < steps; step++) {
        context.check();
        long last = windows.grid().time(step) - windows.offset();
        long[] times = samples.times();
        while (to < samples.size() && times[to] <= last) {
          to++;
        }
        while (from < to && times[from] <= last - windows.range()) {
          from++;
        }
        if (from < to) {
          points.add(step, functions.apply(times, samples.values(), from, to));
        }
      }
      if (!points.isEmpty()) {
        result.add(points.toSeries(column.getKey()));
      }
    }
    return result;
  }
}
