package io.millrace.store.catalog;

import io.millrace.schemas.catalog.ObjectEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/// The live objects of one tenant, indexed by time. Immutable: a change gives a new one, at the
/// cost of copying the references.
///
/// Objects stand by their first timestamp; beside each stands the highest last timestamp of all up
/// to it, which never falls. So both ends of what can overlap a span are found by bisection, and
/// only an object of very long span makes its followers be looked at in vain.
final class TenantObjects {
  static final TenantObjects NONE = new TenantObjects(new ObjectEntry[0]);

  private static final Comparator<ObjectEntry> ORDER =
      Comparator.comparingLong(ObjectEntry::minTimestamp).thenComparing(ObjectEntry::name);

  private final ObjectEntry[] entries;
  private final long[] highestMax;

  private TenantObjects(ObjectEntry[] sorted) {
    this.entries = sorted;
    this.highestMax = new long[sorted.length];
    long highest = Long.MIN_VALUE;
    for (int i = 0; i < sorted.length; i++) {
      highest = Math.max(highest, sorted[i].maxTimestamp());
      highestMax[i] = highest;
    }
  }

  /// Takes away the objects with the names `removed`, then adds `added`.
  TenantObjects with(Collection<ObjectEntry> added, Set<String> removed) {
    ObjectEntry[] fresh = added.toArray(ObjectEntry[]::new);
    Arrays.sort(fresh, ORDER);
    ObjectEntry[] merged = new ObjectEntry[entries.length + fresh.length];
    int size = 0;
    int next = 0;
    for (ObjectEntry entry : entries) {
      while (next < fresh.length && ORDER.compare(fresh[next], entry) < 0) {
        merged[size++] = fresh[next++];
      }
      if (removed.isEmpty() || !removed.contains(entry.name())) {
        merged[size++] = entry;
      }
    }
    while (next < fresh.length) {
      merged[size++] = fresh[next++];
    }
    return new TenantObjects(Arrays.copyOf(merged, size));
  }

  /// The objects that may have a row with `from <= timestamp < to`, ascending by first timestamp.
  List<ObjectEntry> overlapping(long from, long to) {
    int begin = firstReaching(from);
    int end = firstStartingAt(to);
    List<ObjectEntry> found = new ArrayList<>(Math.max(0, end - begin));
    for (int i = begin; i < end; i++) {
      if (entries[i].maxTimestamp() >= from) {
        found.add(entries[i]);
      }
    }
    return found;
  }

  int size() {
    return entries.length;
  }

  List<ObjectEntry> all() {
    return List.of(entries);
  }

  /// The first position up to which some object reaches `timestamp`.
  private int firstReaching(long timestamp) {
    int low = 0;
    int high = highestMax.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (highestMax[middle] < timestamp) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /// The first position whose object begins at `timestamp` or later.
  private int firstStartingAt(long timestamp) {
    int low = 0;
    int high = entries.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (entries[middle].minTimestamp() < timestamp) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
