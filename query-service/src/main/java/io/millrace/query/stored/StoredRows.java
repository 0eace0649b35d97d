package io.millrace.query.stored;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.query.QueryMetrics;
import io.millrace.query.plan.QueryContext;
import io.millrace.query.plan.QueryException;
import io.millrace.query.plan.QueryException.Reason;
import io.millrace.query.source.RowPart;
import io.millrace.query.source.RowRequest;
import io.millrace.query.source.RowSet;
import io.millrace.query.source.RowSource;
import io.millrace.query.source.RowSources;
import io.millrace.query.source.StreamSummary;
import io.millrace.schemas.model.LabelMatcher;
import io.millrace.schemas.model.TenantId;
import io.millrace.schemas.recent.RecentRequest;
import io.millrace.schemas.recent.RecentRequest.Kind;
import io.millrace.store.catalog.CatalogException;
import io.millrace.store.catalog.CatalogSnapshot;
import io.millrace.store.catalog.Coverage;
import io.millrace.store.filter.TextQuery;
import io.millrace.store.rows.Slice;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Every row that there is, each read from one place: from objects below the watermark of its
/// partition, from the ingester that owns the partition at and above it.
public final class StoredRows implements RowSources, AutoCloseable {
  private final PublishedCatalog catalog;
  private final LogsTopic topic;
  private final ObjectRows objects;
  private final RecentRows recent;
  private final Duration patience;
  private final QueryMetrics metrics;

  /// How rows are looked for.
  ///
  /// Options.
  ///
  /// @param ingesters `host:port` of some ingesters at least
  /// @param patience how long to try where an ingester or the catalog is not ready
  /// @param indexBytes heap for indexes of objects
  public record Options(List<String> ingesters, Duration patience, long indexBytes) {
    public Options {
      ingesters = List.copyOf(ingesters);
    }
  }

  public StoredRows(
      PublishedCatalog catalog,
      LogsTopic topic,
      PageCache pages,
      Options options,
      QueryMetrics metrics) {
    this.catalog = catalog;
    this.topic = topic;
    this.objects = new ObjectRows(pages, options.indexBytes(), metrics.registry());
    this.recent = new RecentRows(options.ingesters(), options.patience(), metrics);
    this.patience = options.patience();
    this.metrics = metrics;
  }

  @Override
  public RowSource of(TenantId tenant) {
    return new OneTenant(tenant);
  }

  @Override
  public void close() {
    recent.close();
  }

  private final class OneTenant implements RowSource {
    private final TenantId tenant;

    OneTenant(TenantId tenant) {
      this.tenant = tenant;
    }

    @Override
    public RowSet rows(RowRequest request, QueryContext context)
        throws IOException, InterruptedException {
      return read(
          (snapshot, offsets) -> {
            RecentRequest question =
                new RecentRequest(
                    tenant,
                    request.matchers(),
                    request.from(),
                    request.to(),
                    literals(request.text().apply(EveryName.INSTANCE)),
                    offsets);
            List<RowPart> fresh = new ArrayList<>();
            for (RecentAnswer answer : recent.ask(question, context)) {
              for (Slice slice : answer.slices()) {
                fresh.add(new RowPart(List.of(slice), true));
              }
            }
            var published = snapshot.objects(tenant, request.from(), request.to());
            return new StoredRowSet(objects.rows(published, request, context), fresh);
          },
          context);
    }

    @Override
    public List<StreamSummary> streams(
        List<LabelMatcher> matchers, long from, long to, QueryContext context)
        throws IOException, InterruptedException {
      return read(
          (snapshot, offsets) -> {
            RecentRequest question =
                new RecentRequest(Kind.STREAMS, tenant, matchers, from, to, List.of(), offsets);
            List<StreamSummary> all = new ArrayList<>();
            for (RecentAnswer answer : recent.ask(question, context)) {
              all.addAll(answer.streams());
            }
            var published = snapshot.objects(tenant, from, to);
            all.addAll(objects.streams(published, matchers, from, to, context));
            return all;
          },
          context);
    }
  }

  /// Reads objects of a snapshot and recent rows from its watermarks on.
  private interface Reading<T> {
    T read(CatalogSnapshot snapshot, Map<Integer, Long> offsets)
        throws IOException, InterruptedException, StaleCatalogException;
  }

  /// Reads by the catalog as it is known, and by a newer one as long as that turns out to be too
  /// old.
  private <T> T read(Reading<T> reading, QueryContext context)
      throws IOException, InterruptedException {
    long giveUp = System.nanoTime() + patience.toNanos();
    CatalogSnapshot snapshot = catalog.snapshot();
    while (true) {
      context.check();
      try {
        return reading.read(snapshot, watermarks(snapshot, context));
      } catch (StaleCatalogException e) {
        if (System.nanoTime() - giveUp >= 0) {
          throw new QueryException(
              Reason.UNAVAILABLE, "published and recent lines do not meet: " + e.getMessage(), e);
        }
        metrics.recentRetry("catalog");
        snapshot = newer(context);
      }
    }
  }

  private CatalogSnapshot newer(QueryContext context) throws InterruptedException {
    try {
      return catalog.refresh(context.remaining());
    } catch (CatalogException e) {
      throw new QueryException(
          Reason.UNAVAILABLE, "the catalog cannot be read: " + e.getMessage(), e);
    }
  }

  private Map<Integer, Long> watermarks(CatalogSnapshot snapshot, QueryContext context)
      throws InterruptedException {
    LogsTopic.State state = topic.state(context);
    Map<Integer, Long> offsets = new HashMap<>();
    for (int partition = 0; partition < state.firstOffsets().size(); partition++) {
      Coverage coverage = snapshot.coverage(state.topicId(), partition);
      boolean published = !coverage.ranges().isEmpty();
      offsets.put(
          partition, published ? coverage.watermark() : state.firstOffsets().get(partition));
    }
    return offsets;
  }

  /// The literals that every row must have, as far as the tree says so plainly.
  static List<String> literals(TextQuery text) {
    List<String> literals = new ArrayList<>();
    collect(text, literals);
    return literals;
  }

  private static void collect(TextQuery text, List<String> literals) {
    switch (text) {
      case TextQuery.Contains(byte[] literal, boolean ignoreCase) -> {
        if (!ignoreCase) {
          literals.add(new String(literal, UTF_8));
        }
      }
      case TextQuery.AllOf(List<TextQuery> parts) -> parts.forEach(p -> collect(p, literals));
      case TextQuery.AnyOf _, TextQuery.Anything _, TextQuery.Nothing _ -> {}
    }
  }
}
