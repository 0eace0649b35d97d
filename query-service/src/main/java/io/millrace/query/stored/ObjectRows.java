package io.millrace.query.stored;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import io.millrace.query.plan.QueryContext;
import io.millrace.query.source.RowPart;
import io.millrace.query.source.RowRequest;
import io.millrace.query.source.StreamSummary;
import io.millrace.schemas.catalog.ObjectEntry;
import io.millrace.schemas.catalog.SegmentId;
import io.millrace.schemas.model.Label;
import io.millrace.schemas.model.LabelMatcher;
import io.millrace.store.filter.TextQuery;
import io.millrace.store.object.ObjectReader;
import io.millrace.store.object.StreamStats;
import io.millrace.store.objectstore.NoSuchObjectException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/// Finds slices and streams in objects. Keeps the indexes of objects in memory, as many bytes as it
/// may. Safe for use by many threads.
final class ObjectRows {
  private static final int OBJECTS_AT_ONCE = 32;

  private final PageCache pages;
  private final Cache<String, ObjectReader> readers;

  ObjectRows(PageCache pages, long indexBytes, MeterRegistry registry) {
    this.pages = pages;
    this.readers =
        Caffeine.newBuilder()
            .maximumWeight(indexBytes)
            .weigher(
                (String name, ObjectReader reader) ->
                    (int) Math.min(Integer.MAX_VALUE, reader.heapBytes()))
            .recordStats()
            .build();
    CaffeineCacheMetrics.monitor(registry, readers, "millrace.query.indexes");
  }

  /// The slices of one object.
  record ObjectPart(ObjectReader reader, RowPart part) {}

  /// The parts of objects that may have rows, in the order in which their rows arrived.
  List<ObjectPart> rows(List<ObjectEntry> objects, RowRequest request, QueryContext context)
      throws IOException, InterruptedException, StaleCatalogException {
    List<ObjectPart> parts = new ArrayList<>();
    for (Optional<ObjectPart> part : forEach(objects, reader -> part(reader, request), context)) {
      part.ifPresent(parts::add);
    }
    parts.sort(Comparator.comparing(p -> p.reader.segments().getFirst(), ObjectRows::byOffset));
    return parts;
  }

  private static int byOffset(SegmentId a, SegmentId b) {
    return Comparator.comparing(SegmentId::topicId)
        .thenComparingInt((SegmentId s) -> s.range().partition())
        .thenComparingLong(s -> s.range().from())
        .compare(a, b);
  }

  private static Optional<ObjectPart> part(ObjectReader reader, RowRequest request)
      throws IOException {
    TextQuery text = request.text().apply(Set.of());
    if (!(text instanceof TextQuery.Anything)) {
      text = request.text().apply(labelNames(reader, request));
    }
    var slices = reader.select(request.matchers(), request.from(), request.to(), text).slices();
    return slices.isEmpty()
        ? Optional.empty()
        : Optional.of(new ObjectPart(reader, new RowPart(slices, false)));
  }

  private static Set<String> labelNames(ObjectReader reader, RowRequest request) {
    Set<String> names = new HashSet<>();
    for (StreamStats stream : reader.streams(request.matchers(), request.from(), request.to())) {
      for (Label label : stream.labels().pairs()) {
        names.add(label.name());
      }
    }
    return names;
  }

  /// The streams of objects, each as often as objects have it.
  List<StreamSummary> streams(
      List<ObjectEntry> objects,
      List<LabelMatcher> matchers,
      long from,
      long to,
      QueryContext context)
      throws IOException, InterruptedException, StaleCatalogException {
    List<StreamSummary> all = new ArrayList<>();
    for (List<StreamStats> found :
        forEach(objects, reader -> reader.streams(matchers, from, to), context)) {
      for (StreamStats stream : found) {
        all.add(
            new StreamSummary(
                stream.labels(),
                stream.rows(),
                stream.rawBytes(),
                stream.minTimestamp(),
                stream.maxTimestamp()));
      }
    }
    return all;
  }

  private interface Question<T> {
    T ask(ObjectReader reader) throws IOException;
  }

  /// Asks every object, so many at once; the answers stand in the order of the objects.
  private <T> List<T> forEach(List<ObjectEntry> objects, Question<T> question, QueryContext context)
      throws IOException, InterruptedException, StaleCatalogException {
    Semaphore turns = new Semaphore(OBJECTS_AT_ONCE);
    List<T> answers = new ArrayList<>(objects.size());
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> pending = new ArrayList<>(objects.size());
      for (ObjectEntry object : objects) {
        pending.add(
            threads.submit(
                () -> {
                  turns.acquire();
                  try {
                    context.check();
                    return question.ask(open(object));
                  } finally {
                    turns.release();
                  }
                }));
      }
      try {
        for (Future<T> answer : pending) {
          answers.add(answer.get());
        }
      } catch (ExecutionException e) {
        throw failure(e);
      } finally {
        threads.shutdownNow();
      }
    }
    return answers;
  }

  private static RuntimeException failure(ExecutionException e)
      throws IOException, InterruptedException, StaleCatalogException {
    return switch (e.getCause()) {
      case NoSuchObjectException gone ->
          throw new StaleCatalogException("an object is gone: " + gone.getMessage(), gone);
      case IOException broken -> throw broken;
      case InterruptedException interrupted -> throw interrupted;
      case RuntimeException fault -> fault;
      case null, default -> new IllegalStateException(e);
    };
  }

  private ObjectReader open(ObjectEntry object) throws IOException {
    ObjectReader known = readers.getIfPresent(object.name());
    if (known == null) {
      pages.learnSize(object.name(), object.bytes());
      known = ObjectReader.open(pages, object.name(), object.bytes());
      readers.put(object.name(), known);
    }
    return known;
  }
}
