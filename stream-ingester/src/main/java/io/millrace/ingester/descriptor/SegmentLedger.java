package io.millrace.ingester.descriptor;

import io.millrace.ingester.descriptor.Descriptor.Cut;
import io.millrace.ingester.descriptor.Descriptor.Open;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/// The descriptors of one partition. Belongs to the partition's task: used by its thread only, and
/// what is written counts when the task's transaction commits.
public final class SegmentLedger {
  /// The name of the store in the topology.
  public static final String STORE = "descriptors";

  private static final long OPEN_KEY = -1;

  private final KeyValueStore<Long, Descriptor> store;

  public SegmentLedger(KeyValueStore<Long, Descriptor> store) {
    this.store = store;
  }

  /// The store behind a ledger: in memory, with a changelog, every write passed on at once.
  public static StoreBuilder<KeyValueStore<Long, Descriptor>> storeBuilder() {
    return Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(STORE), Serdes.Long(), new DescriptorSerde())
        .withCachingDisabled();
  }

  /// The open segment, where one was opened.
  public Optional<Open> open() {
    return switch (store.get(OPEN_KEY)) {
      case Open open -> Optional.of(open);
      case null -> Optional.empty();
      case Cut cut -> throw new IllegalStateException("the open segment is stored as " + cut);
    };
  }

  /// The segments that are cut and not published, ascending.
  public List<Cut> cuts() {
    List<Cut> cuts = new ArrayList<>();
    try (KeyValueIterator<Long, Descriptor> all = store.all()) {
      while (all.hasNext()) {
        switch (all.next().value) {
          case Cut cut -> cuts.add(cut);
          case Open _ -> {}
        }
      }
    }
    return cuts;
  }

  public void opened(Open open) {
    store.put(OPEN_KEY, open);
  }

  /// The open segment ends where `next` begins.
  public Cut cut(Open open, Open next) {
    Cut cut = new Cut(open.topicId(), open.epoch(), open.from(), next.from());
    store.put(cut.from(), cut);
    store.put(OPEN_KEY, next);
    return cut;
  }

  public void published(Cut cut) {
    store.delete(cut.from());
  }

  /// Forgets what is known of another topic than `topicId`. Answers whether there was anything.
  public boolean forgetOthers(Uuid topicId) {
    boolean forgot = false;
    for (Cut cut : cuts()) {
      if (!cut.topicId().equals(topicId)) {
        store.delete(cut.from());
        forgot = true;
      }
    }
    if (open().filter(open -> !open.topicId().equals(topicId)).isPresent()) {
      store.delete(OPEN_KEY);
      forgot = true;
    }
    return forgot;
  }
}
