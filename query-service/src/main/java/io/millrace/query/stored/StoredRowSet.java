package io.millrace.query.stored;

import io.millrace.query.plan.QueryContext;
import io.millrace.query.plan.QueryException;
import io.millrace.query.plan.QueryException.Reason;
import io.millrace.query.source.RowPart;
import io.millrace.query.source.RowSet;
import io.millrace.query.stored.ObjectRows.ObjectPart;
import io.millrace.store.object.Column;
import io.millrace.store.object.ObjectReader;
import io.millrace.store.objectstore.NoSuchObjectException;
import io.millrace.store.rows.Slice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Slices of objects, and behind them those of ingesters, which need no loading.
final class StoredRowSet implements RowSet {
  private final List<RowPart> parts = new ArrayList<>();
  private final IdentityHashMap<Slice, ObjectReader> readers = new IdentityHashMap<>();

  StoredRowSet(List<ObjectPart> objects, List<RowPart> recent) {
    for (ObjectPart object : objects) {
      parts.add(object.part());
      object.part().slices().forEach(slice -> readers.put(slice, object.reader()));
    }
    parts.addAll(recent);
  }

  @Override
  public List<RowPart> parts() {
    return List.copyOf(parts);
  }

  @Override
  public void load(List<Slice> slices, Set<Column> columns, QueryContext context)
      throws IOException {
    IdentityHashMap<ObjectReader, List<Slice>> byReader = new IdentityHashMap<>();
    for (Slice slice : slices) {
      ObjectReader reader = readers.get(slice);
      if (reader != null) {
        byReader.computeIfAbsent(reader, r -> new ArrayList<>()).add(slice);
      }
    }
    long started = System.nanoTime();
    for (Map.Entry<ObjectReader, List<Slice>> reader : byReader.entrySet()) {
      try {
        reader.getKey().load(reader.getValue(), columns);
      } catch (IOException e) {
        if (isGone(e)) {
          throw new QueryException(
              Reason.UNAVAILABLE, "an object was replaced while the query ran: ask again", e);
        }
        throw e;
      }
    }
    context.stats().objects().fetchNanos.add(System.nanoTime() - started);
  }

  private static boolean isGone(IOException e) {
    return e instanceof NoSuchObjectException || e.getCause() instanceof NoSuchObjectException;
  }
}
