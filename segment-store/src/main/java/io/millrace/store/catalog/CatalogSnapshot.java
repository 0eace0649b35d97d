package io.millrace.store.catalog;

import io.millrace.schemas.catalog.ObjectEntry;
import io.millrace.schemas.model.TenantId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What was published up to one moment. Immutable.
public final class CatalogSnapshot {
  static final CatalogSnapshot EMPTY = new CatalogSnapshot(Optional.empty(), Map.of(), Map.of());

  private final Optional<String> topicId;
  private final Map<String, Map<Integer, Coverage>> coverage;
  private final Map<TenantId, TenantObjects> tenants;

  CatalogSnapshot(
      Optional<String> topicId,
      Map<String, Map<Integer, Coverage>> coverage,
      Map<TenantId, TenantObjects> tenants) {
    this.topicId = topicId;
    this.coverage = coverage;
    this.tenants = tenants;
  }

  /// Kafka's id of the topic `logs` whose segment was published last. After the topic was deleted
  /// and made anew this is the old one until the new one's first segment is published: who knows
  /// the id of the topic asks for it by [#coverage(String, int)].
  public Optional<String> topicId() {
    return topicId;
  }

  /// The offset of `partition` of the topic [#topicId()] below which everything is published; 0
  /// where nothing is.
  public long watermark(int partition) {
    return topicId.map(id -> coverage(id, partition).watermark()).orElse(0L);
  }

  /// What of `partition` of the topic with this id is published.
  public Coverage coverage(String topicId, int partition) {
    Coverage known = coverage.getOrDefault(topicId, Map.of()).get(partition);
    return known == null ? new Coverage(topicId, partition, List.of()) : known;
  }

  /// Every partition of which something is published, of all topics that ever were.
  public List<Coverage> coverage() {
    return coverage.values().stream().flatMap(byNumber -> byNumber.values().stream()).toList();
  }

  /// The live objects of `tenant` that may have a row with `from <= timestamp < to` (nanoseconds),
  /// ascending by their first timestamp.
  public List<ObjectEntry> objects(TenantId tenant, long from, long to) {
    return tenants.getOrDefault(tenant, TenantObjects.NONE).overlapping(from, to);
  }

  /// All live objects of `tenant`, ascending by their first timestamp.
  public List<ObjectEntry> objects(TenantId tenant) {
    return tenants.getOrDefault(tenant, TenantObjects.NONE).all();
  }

  /// How many objects are live.
  public long objectCount() {
    return tenants.values().stream().mapToLong(TenantObjects::size).sum();
  }

  /// The tenants that have a live object.
  public Set<TenantId> tenants() {
    return Collections.unmodifiableSet(tenants.keySet());
  }

  Map<TenantId, TenantObjects> byTenant() {
    return tenants;
  }
}
