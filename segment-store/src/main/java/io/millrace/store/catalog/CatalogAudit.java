package io.millrace.store.catalog;

import io.millrace.schemas.catalog.CatalogRecord;
import io.millrace.schemas.catalog.CatalogRecord.ObjectDeleted;
import io.millrace.schemas.catalog.CatalogRecord.ObjectsReplaced;
import io.millrace.schemas.catalog.CatalogRecord.SegmentPublished;
import io.millrace.schemas.catalog.ObjectEntry;
import io.millrace.schemas.catalog.SegmentId;
import io.millrace.schemas.model.OffsetRange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The books of the catalog: fed with its records in order, it tells for each partition which
/// offsets are covered, how many rows they gave, and what does not add up. Reads nothing but the
/// records. Not safe for use by several threads.
public final class CatalogAudit {
  private final Map<String, Map<Integer, Books>> books = new TreeMap<>();
  private final Map<String, LiveObject> live = new TreeMap<>();
  private final Set<String> gone = new HashSet<>();
  private final List<Finding> findings = new ArrayList<>();

  /// Something that must not be.
  public sealed interface Finding {
    /// No segment covers these offsets though others around them are published.
    record Gap(String topicId, OffsetRange missing) implements Finding {}

    /// Two different segments cover the same offsets; `later` was set aside.
    record Overlap(SegmentId earlier, SegmentId later) implements Finding {}

    /// A replacement whose new objects have not as many rows as the old ones.
    record RowsChanged(String replacement, long removed, long added) implements Finding {}

    /// A replacement takes away an object that is not there.
    record UnknownObject(String replacement, String name) implements Finding {}

    /// Two segments name the same object.
    record SharedObject(SegmentId later, String name) implements Finding {}
  }

  /// One partition: `segments` published, covering `ranges`; `rows`, `deadLettered` and
  /// `duplicates` as they were when published.
  public record Partition(
      String topicId,
      int partition,
      List<OffsetRange> ranges,
      long segments,
      long rows,
      long deadLettered,
      long duplicates) {
    public Partition {
      ranges = List.copyOf(ranges);
    }
  }

  /// An object that a query would read now, and the segment it was published with; none if it
  /// stands for others.
  public record LiveObject(ObjectEntry entry, Optional<SegmentId> segment) {}

  /// `liveObjects` ascend by name.
  public record Report(
      List<Partition> partitions, List<LiveObject> liveObjects, List<Finding> findings) {
    public Report {
      partitions = List.copyOf(partitions);
      liveObjects = List.copyOf(liveObjects);
      findings = List.copyOf(findings);
    }
  }

  private static final class Books {
    final PartitionLedger ledger;
    long rows;
    long deadLettered;
    long duplicates;

    Books(PartitionLedger ledger) {
      this.ledger = ledger;
    }
  }

  public void add(CatalogRecord event) {
    switch (event) {
      case SegmentPublished published -> enter(published);
      case ObjectsReplaced replaced -> replace(replaced);
      case ObjectDeleted deleted -> remove(deleted.name());
    }
  }

  /// The state after everything added so far.
  public Report report() {
    List<Partition> partitions = new ArrayList<>();
    List<Finding> all = new ArrayList<>(findings);
    books.forEach(
        (topicId, byNumber) ->
            byNumber.forEach(
                (number, book) -> {
                  Coverage coverage = book.ledger.coverage();
                  coverage.gaps().forEach(gap -> all.add(new Finding.Gap(topicId, gap)));
                  partitions.add(
                      new Partition(
                          topicId,
                          number,
                          coverage.ranges(),
                          book.ledger.segments(),
                          book.rows,
                          book.deadLettered,
                          book.duplicates));
                }));
    return new Report(partitions, List.copyOf(live.values()), all);
  }

  private void enter(SegmentPublished published) {
    SegmentId segment = published.segment();
    Books book =
        books
            .computeIfAbsent(segment.topicId(), _ -> new TreeMap<>())
            .computeIfAbsent(
                segment.range().partition(),
                number -> new Books(new PartitionLedger(segment.topicId(), number)));
    switch (book.ledger.enter(segment)) {
      case PartitionLedger.Entry.Known() -> {}
      case PartitionLedger.Entry.Overlapping(var earlier) ->
          findings.add(new Finding.Overlap(earlier, segment));
      case PartitionLedger.Entry.Accepted() -> {
        published.objects().forEach(entry -> enter(segment, entry));
        book.rows += rows(published.objects());
        book.deadLettered += published.deadLettered();
        book.duplicates += published.duplicates();
      }
    }
  }

  private void enter(SegmentId segment, ObjectEntry entry) {
    var object = new LiveObject(entry, Optional.of(segment));
    if (gone.contains(entry.name()) || live.putIfAbsent(entry.name(), object) != null) {
      findings.add(new Finding.SharedObject(segment, entry.name()));
    }
  }

  private void replace(ObjectsReplaced replaced) {
    long removed = 0;
    for (String name : replaced.removed()) {
      LiveObject object = live.get(name);
      if (object == null) {
        findings.add(new Finding.UnknownObject(replaced.id(), name));
      } else {
        removed += object.entry().rows();
      }
      remove(name);
    }
    long added = rows(replaced.added());
    if (removed != added) {
      findings.add(new Finding.RowsChanged(replaced.id(), removed, added));
    }
    for (ObjectEntry entry : replaced.added()) {
      live.put(entry.name(), new LiveObject(entry, Optional.empty()));
    }
  }

  private void remove(String name) {
    live.remove(name);
    gone.add(name);
  }

  private static long rows(List<ObjectEntry> entries) {
    return entries.stream().mapToLong(ObjectEntry::rows).sum();
  }
}
