package io.millrace.ingester.shelf;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// The shelves of the partitions that this process owns at the moment. Safe for use by many
/// threads.
public final class Shelf {
  private final Map<Integer, PartitionShelf> partitions = new ConcurrentHashMap<>();

  /// A new shelf for a partition whose task begins here; an older one is closed.
  public PartitionShelf claim(int partition, SpillSpace spill) {
    PartitionShelf shelf = new PartitionShelf(partition, spill);
    PartitionShelf old = partitions.put(partition, shelf);
    if (old != null) {
      old.close();
    }
    return shelf;
  }

  /// The task of the shelf ends here: closes the shelf and takes it away.
  public void release(PartitionShelf shelf) {
    partitions.remove(shelf.view().partition(), shelf);
    shelf.close();
  }

  /// What there is of a partition, if this process owns it.
  public Optional<PartitionView> view(int partition) {
    return Optional.ofNullable(partitions.get(partition)).map(PartitionShelf::view);
  }

  /// How many partitions this process owns.
  public int size() {
    return partitions.size();
  }

  /// What there is of all partitions, by number.
  public Map<Integer, PartitionView> views() {
    Map<Integer, PartitionView> views = new TreeMap<>();
    partitions.forEach((partition, shelf) -> views.put(partition, shelf.view()));
    return views;
  }
}
