package io.millrace.store.catalog;

import io.millrace.schemas.catalog.CatalogRecord;
import io.millrace.schemas.catalog.CatalogRecord.ObjectDeleted;
import io.millrace.schemas.catalog.CatalogRecord.ObjectsReplaced;
import io.millrace.schemas.catalog.CatalogRecord.SegmentPublished;
import io.millrace.schemas.catalog.ObjectEntry;
import io.millrace.schemas.catalog.SegmentId;
import io.millrace.schemas.model.TenantId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Builds the state of the catalog record by record. Not safe for use by several threads; the
/// snapshots are.
///
/// A snapshot costs a copy of the object references of each tenant that changed since the last one,
/// so take one for a batch of records, not for each.
public final class CatalogView {
  private final Map<String, Map<Integer, PartitionLedger>> ledgers = new HashMap<>();
  private final Map<String, ObjectEntry> live = new HashMap<>();
  private final Set<String> gone = new HashSet<>();
  private final Map<TenantId, Pending> pending = new HashMap<>();
  private Optional<String> topicId = Optional.empty();
  private CatalogSnapshot latest = CatalogSnapshot.EMPTY;
  private boolean changed;

  /// What happened to a tenant's objects since the last snapshot.
  private record Pending(Map<String, ObjectEntry> added, Set<String> removed) {}

  public void apply(CatalogRecord event) {
    changed = true;
    switch (event) {
      case SegmentPublished published -> publish(published);
      case ObjectsReplaced replaced -> {
        replaced.removed().forEach(this::remove);
        replaced.added().forEach(this::add);
      }
      case ObjectDeleted deleted -> remove(deleted.name());
    }
  }

  /// The state after everything applied so far; the same object as before if nothing was.
  public CatalogSnapshot snapshot() {
    if (changed) {
      latest = new CatalogSnapshot(topicId, coverage(), tenants());
      pending.clear();
      changed = false;
    }
    return latest;
  }

  private void publish(SegmentPublished published) {
    SegmentId segment = published.segment();
    PartitionLedger ledger =
        ledgers
            .computeIfAbsent(segment.topicId(), _ -> new TreeMap<>())
            .computeIfAbsent(
                segment.range().partition(),
                partition -> new PartitionLedger(segment.topicId(), partition));
    topicId = Optional.of(segment.topicId());
    if (ledger.enter(segment) instanceof PartitionLedger.Entry.Accepted) {
      published.objects().forEach(this::add);
    }
  }

  private void add(ObjectEntry entry) {
    if (!gone.contains(entry.name()) && live.putIfAbsent(entry.name(), entry) == null) {
      pending(entry.tenant()).added().put(entry.name(), entry);
    }
  }

  private void remove(String name) {
    gone.add(name);
    ObjectEntry entry = live.remove(name);
    if (entry != null) {
      Pending changes = pending(entry.tenant());
      if (changes.added().remove(name) == null) {
        changes.removed().add(name);
      }
    }
  }

  private Pending pending(TenantId tenant) {
    return pending.computeIfAbsent(tenant, _ -> new Pending(new HashMap<>(), new HashSet<>()));
  }

  private Map<String, Map<Integer, Coverage>> coverage() {
    Map<String, Map<Integer, Coverage>> all = new HashMap<>();
    ledgers.forEach(
        (topic, byNumber) -> {
          Map<Integer, Coverage> partitions = new TreeMap<>();
          byNumber.forEach((number, ledger) -> partitions.put(number, ledger.coverage()));
          all.put(topic, partitions);
        });
    return all;
  }

  private Map<TenantId, TenantObjects> tenants() {
    Map<TenantId, TenantObjects> all = new HashMap<>(latest.byTenant());
    pending.forEach(
        (tenant, changes) -> {
          TenantObjects now =
              all.getOrDefault(tenant, TenantObjects.NONE)
                  .with(changes.added().values(), changes.removed());
          if (now.size() == 0) {
            all.remove(tenant);
          } else {
            all.put(tenant, now);
          }
        });
    return all;
  }
}
