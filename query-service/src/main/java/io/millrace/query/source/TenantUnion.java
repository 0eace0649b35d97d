package io.millrace.query.source;

import io.millrace.query.plan.QueryContext;
import io.millrace.schemas.model.Label;
import io.millrace.schemas.model.LabelMatcher;
import io.millrace.schemas.model.Labels;
import io.millrace.schemas.model.TenantId;
import io.millrace.store.object.Column;
import io.millrace.store.rows.Slice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The rows of several tenants as if they were one. Each stream carries its tenant as the label
/// `__tenant_id__`; a label of that name that it had is called `original___tenant_id__`. Matchers
/// on `__tenant_id__` choose among the tenants.
public final class TenantUnion implements RowSource {
  private static final String TENANT = "__tenant_id__";
  private static final String ORIGINAL = "original___tenant_id__";

  private final Map<TenantId, RowSource> tenants = new TreeMap<>();

  public TenantUnion(RowSources sources, List<TenantId> tenants) {
    for (TenantId tenant : tenants) {
      this.tenants.put(tenant, sources.of(tenant));
    }
  }

  @Override
  public RowSet rows(RowRequest request, QueryContext context)
      throws IOException, InterruptedException {
    List<LabelMatcher> onStreams = withoutTenant(request.matchers());
    RowRequest each = new RowRequest(onStreams, request.from(), request.to(), request.text());
    UnionRows union = new UnionRows();
    for (Map.Entry<TenantId, RowSource> tenant : tenants.entrySet()) {
      if (isChosen(tenant.getKey(), request.matchers())) {
        union.add(tenant.getKey(), tenant.getValue().rows(each, context));
      }
    }
    return union;
  }

  @Override
  public List<StreamSummary> streams(
      List<LabelMatcher> matchers, long from, long to, QueryContext context)
      throws IOException, InterruptedException {
    List<StreamSummary> all = new ArrayList<>();
    for (Map.Entry<TenantId, RowSource> tenant : tenants.entrySet()) {
      if (isChosen(tenant.getKey(), matchers)) {
        for (StreamSummary stream :
            tenant.getValue().streams(withoutTenant(matchers), from, to, context)) {
          all.add(stream.withLabels(withTenant(stream.labels(), tenant.getKey())));
        }
      }
    }
    return all;
  }

  private static boolean isChosen(TenantId tenant, List<LabelMatcher> matchers) {
    return matchers.stream().allMatch(m -> !m.name().equals(TENANT) || m.matches(tenant.value()));
  }

  private static List<LabelMatcher> withoutTenant(List<LabelMatcher> matchers) {
    return matchers.stream().filter(m -> !m.name().equals(TENANT)).toList();
  }

  private static Labels withTenant(Labels labels, TenantId tenant) {
    List<Label> pairs = new ArrayList<>(labels.pairs().size() + 1);
    for (Label pair : labels.pairs()) {
      pairs.add(pair.name().equals(TENANT) ? new Label(ORIGINAL, pair.value()) : pair);
    }
    pairs.add(new Label(TENANT, tenant.value()));
    return Labels.of(pairs);
  }

  /// The slices of all tenants, under their new labels.
  private static final class UnionRows implements RowSet {
    private final List<RowPart> parts = new ArrayList<>();
    private final IdentityHashMap<Slice, RowSet> owners = new IdentityHashMap<>();

    void add(TenantId tenant, RowSet rows) {
      for (RowPart part : rows.parts()) {
        List<Slice> slices = new ArrayList<>(part.slices().size());
        for (Slice slice : part.slices()) {
          Labels[] labels = new Labels[slice.runs()];
          Arrays.setAll(labels, run -> withTenant(slice.labels(run), tenant));
          RunSlice relabeled = RunSlice.relabeled(slice, labels);
          slices.add(relabeled);
          owners.put(relabeled, rows);
        }
        parts.add(new RowPart(slices, part.recent()));
      }
    }

    @Override
    public List<RowPart> parts() {
      return List.copyOf(parts);
    }

    @Override
    public void load(List<Slice> slices, Set<Column> columns, QueryContext context)
        throws IOException {
      IdentityHashMap<RowSet, List<Slice>> byOwner = new IdentityHashMap<>();
      for (Slice slice : slices) {
        if (slice instanceof RunSlice relabeled) {
          RowSet owner = owners.get(relabeled);
          if (owner != null) {
            byOwner.computeIfAbsent(owner, o -> new ArrayList<>()).add(relabeled.original());
          }
        }
      }
      for (Map.Entry<RowSet, List<Slice>> owner : byOwner.entrySet()) {
        owner.getKey().load(owner.getValue(), columns, context);
      }
    }
  }
}
