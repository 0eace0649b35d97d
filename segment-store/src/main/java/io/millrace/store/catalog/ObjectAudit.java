package io.millrace.store.catalog;

import io.millrace.schemas.catalog.ObjectEntry;
import io.millrace.schemas.catalog.SegmentId;
import io.millrace.store.catalog.CatalogAudit.LiveObject;
import io.millrace.store.object.ObjectReader;
import io.millrace.store.object.UnknownVersionException;
import io.millrace.store.objectstore.NoSuchObjectException;
import io.millrace.store.objectstore.ObjectStore;
import io.millrace.store.page.CorruptObjectException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Compares what the catalog says of an object with what the object says of itself. Reads sizes and
/// the index at each object's end, no rows. Safe for use by many threads.
public final class ObjectAudit {
  private final ObjectStore store;

  /// The store stays the caller's.
  public ObjectAudit(ObjectStore store) {
    this.store = store;
  }

  /// What is wrong with an object.
  public sealed interface Finding {
    /// The store has no such object.
    record Missing(String name) implements Finding {}

    /// The object in the store has another size.
    record WrongSize(String name, long expected, long found) implements Finding {}

    /// Index or footer cannot be read.
    record Unreadable(String name, String reason) implements Finding {}

    /// The object tells other rows, times or sizes of itself.
    record Different(ObjectEntry expected, ObjectEntry found) implements Finding {}

    /// The object holds other segments.
    record WrongSegments(String name, SegmentId expected, List<SegmentId> found)
        implements Finding {}
  }

  /// The first thing that is wrong, or nothing.
  ///
  /// @throws IOException if the store does not answer
  public Optional<Finding> check(LiveObject object) throws IOException {
    ObjectEntry entry = object.entry();
    try {
      long size = store.size(entry.name());
      return size == entry.bytes()
          ? checkFooter(object)
          : Optional.of(new Finding.WrongSize(entry.name(), entry.bytes(), size));
    } catch (NoSuchObjectException _) {
      return Optional.of(new Finding.Missing(entry.name()));
    } catch (CorruptObjectException | UnknownVersionException e) {
      return Optional.of(new Finding.Unreadable(entry.name(), String.valueOf(e.getMessage())));
    }
  }

  private Optional<Finding> checkFooter(LiveObject object) throws IOException {
    ObjectEntry entry = object.entry();
    ObjectReader reader = ObjectReader.open(store, entry.name(), entry.bytes());
    if (!reader.entry().equals(entry)) {
      return Optional.of(new Finding.Different(entry, reader.entry()));
    }
    List<SegmentId> found = reader.segments();
    return object
        .segment()
        .filter(segment -> !found.equals(List.of(segment)))
        .map(segment -> new Finding.WrongSegments(entry.name(), segment, found));
  }
}
