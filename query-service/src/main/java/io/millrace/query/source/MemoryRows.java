package io.millrace.query.source;

import io.millrace.query.plan.QueryContext;
import io.millrace.schemas.model.LabelMatcher;
import io.millrace.schemas.model.Labels;
import io.millrace.schemas.model.TenantId;
import io.millrace.store.rows.Slice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// Rows in memory, one part after the other as they were put there.
public final class MemoryRows implements RowSources {
  private final Map<TenantId, List<RowPart>> tenants = new ConcurrentHashMap<>();

  /// Adds a part behind those that `tenant` has.
  public void add(TenantId tenant, RowPart part) {
    tenants.computeIfAbsent(tenant, t -> new CopyOnWriteArrayList<>()).add(part);
  }

  @Override
  public RowSource of(TenantId tenant) {
    return new OneTenant(tenants.getOrDefault(tenant, List.of()));
  }

  private record OneTenant(List<RowPart> parts) implements RowSource {
    @Override
    public RowSet rows(RowRequest request, QueryContext context) {
      List<RowPart> chosen = new ArrayList<>();
      for (RowPart part : parts) {
        List<Slice> slices = new ArrayList<>();
        for (Slice slice : part.slices()) {
          if (slice.minTimestamp() < request.to() && slice.maxTimestamp() >= request.from()) {
            Slice some = RunSlice.choose(slice, request.matchers());
            if (some.runs() > 0) {
              slices.add(some);
            }
          }
        }
        if (!slices.isEmpty()) {
          chosen.add(new RowPart(slices, part.recent()));
        }
      }
      return new LoadedRows(chosen);
    }

    @Override
    public List<StreamSummary> streams(
        List<LabelMatcher> matchers, long from, long to, QueryContext context) throws IOException {
      List<StreamSummary> summaries = new ArrayList<>();
      for (RowPart part : parts) {
        for (Slice slice : part.slices()) {
          for (int run = 0; run < slice.runs(); run++) {
            if (RunSlice.matches(slice.labels(run), matchers)) {
              StreamSummary summary = summarize(slice, run);
              if (summary.minTimestamp() < to && summary.maxTimestamp() >= from) {
                summaries.add(summary);
              }
            }
          }
        }
      }
      return summaries;
    }
  }

  private static StreamSummary summarize(Slice slice, int run) throws IOException {
    int first = slice.firstRow(run);
    int end = slice.endRow(run);
    int[] pairs = slice.metadata().firstPair();
    int[] values = slice.metadata().valueOffsets();
    int[] lines = slice.lines().offsets();
    long bytes = (long) lines[end] - lines[first] + values[pairs[end]] - values[pairs[first]];
    Labels labels = slice.labels(run);
    long[] times = slice.timestamps();
    return new StreamSummary(labels, end - first, bytes, times[first], times[end - 1]);
  }
}
