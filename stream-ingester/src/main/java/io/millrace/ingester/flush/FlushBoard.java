package io.millrace.ingester.flush;

import java.util.Map;
import java.util.NavigableSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;

/// Up to which offsets each partition is asked to be cut. Safe for use by many threads.
public final class FlushBoard {
  private static final int MOST_TARGETS = 1000;

  private final Map<Integer, NavigableSet<Long>> targets = new ConcurrentHashMap<>();

  /// Asks for a cut at `offset` or behind it.
  public void ask(int partition, long offset) {
    NavigableSet<Long> asked =
        targets.computeIfAbsent(partition, _ -> new ConcurrentSkipListSet<>());
    asked.add(offset);
    if (asked.size() > MOST_TARGETS) {
      asked.pollFirst();
    }
  }

  /// Whether the open segment `[from, next)` holds records that are asked for and ends behind them.
  /// Forgets what is satisfied by earlier cuts.
  public boolean isDue(int partition, long from, long next) {
    NavigableSet<Long> asked = targets.get(partition);
    if (asked == null) {
      return false;
    }
    asked.headSet(from, true).clear();
    Long first = asked.ceiling(from + 1);
    return first != null && first <= next;
  }
}
