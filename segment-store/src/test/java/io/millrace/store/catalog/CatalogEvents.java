package io.millrace.store.catalog;

import io.millrace.schemas.catalog.CatalogRecord.ObjectsReplaced;
import io.millrace.schemas.catalog.CatalogRecord.SegmentPublished;
import io.millrace.schemas.catalog.ObjectEntry;
import io.millrace.schemas.catalog.SegmentId;
import io.millrace.schemas.model.OffsetRange;
import io.millrace.schemas.model.TenantId;
import java.util.List;

/// Short words for the records of the tests.
final class CatalogEvents {
  static final String TOPIC = "topic-a";
  static final TenantId SHOP = new TenantId("shop");

  private CatalogEvents() {}

  static SegmentPublished published(int partition, long from, long to, ObjectEntry... objects) {
    return published(TOPIC, partition, from, to, objects);
  }

  static SegmentPublished published(
      String topic, int partition, long from, long to, ObjectEntry... objects) {
    var segment = new SegmentId(topic, new OffsetRange(partition, from, to), 0);
    return new SegmentPublished(segment, List.of(objects), 1, 2, 0);
  }

  static ObjectEntry object(String name, long minTimestamp, long maxTimestamp) {
    return object(SHOP, name, minTimestamp, maxTimestamp);
  }

  static ObjectEntry object(TenantId tenant, String name, long minTimestamp, long maxTimestamp) {
    return new ObjectEntry(tenant, name, 100, 10, 1, 1000, minTimestamp, maxTimestamp);
  }

  static ObjectsReplaced replaced(String id, List<String> removed, ObjectEntry... added) {
    return new ObjectsReplaced(id, removed, List.of(added), 0);
  }
}
