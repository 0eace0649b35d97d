package io.millrace.schemas.catalog;

import java.util.List;

/// One event of the catalog.
public sealed interface CatalogRecord {
  /// The identity of what the record speaks of: its key in the topic. Two records of one key say
  /// the same, and compaction keeps the later one.
  default String key() {
    return switch (this) {
      case SegmentPublished(var segment, _, _, _, _) ->
          "segment/%s/%d/%d-%d/%d"
              .formatted(
                  segment.topicId(),
                  segment.range().partition(),
                  segment.range().from(),
                  segment.range().to(),
                  segment.epoch());
      case ObjectsReplaced replaced -> "replaced/" + replaced.id();
      case ObjectDeleted deleted -> "deleted/" + deleted.name();
    };
  }

  /// A segment's objects are in the bucket, complete. `objects` is empty where no record of the
  /// range yielded a row; the range is covered all the same. `deadLettered` counts its records that
  /// could not be read and stand in `dead-letter`, `duplicates` the rows dropped as equal.
  record SegmentPublished(
      SegmentId segment,
      List<ObjectEntry> objects,
      long deadLettered,
      long duplicates,
      long publishedAtMillis)
      implements CatalogRecord {
    public SegmentPublished {
      objects = List.copyOf(objects);
    }
  }

  /// From this record on `added` stands for `removed`: the same rows in other objects.
  record ObjectsReplaced(
      String id, List<String> removed, List<ObjectEntry> added, long replacedAtMillis)
      implements CatalogRecord {
    public ObjectsReplaced {
      removed = List.copyOf(removed);
      added = List.copyOf(added);
    }
  }

  /// The object is no longer read; its bytes may be collected.
  record ObjectDeleted(String name, long deletedAtMillis) implements CatalogRecord {}
}
