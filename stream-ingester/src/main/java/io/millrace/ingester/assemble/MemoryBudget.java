package io.millrace.ingester.assemble;

import java.util.concurrent.atomic.AtomicLong;

/// The bytes of rows that this process holds on its heap, over all partitions, against a limit.
///
/// Counting never refuses: who appends asks afterwards whether to make room. Safe for use by many
/// threads.
public final class MemoryBudget {
  private final long limit;
  private final AtomicLong used = new AtomicLong();

  public MemoryBudget(long limit) {
    if (limit <= 0) {
      throw new IllegalArgumentException("memory budget must be positive, found " + limit);
    }
    this.limit = limit;
  }

  /// Whether rows that are only kept for readers should leave the heap: three quarters are used.
  public boolean isTight() {
    return used.get() > limit - limit / 4;
  }

  /// Whether the limit is passed.
  public boolean isExceeded() {
    return used.get() > limit;
  }

  public long used() {
    return used.get();
  }

  public long limit() {
    return limit;
  }

  void take(long bytes) {
    used.addAndGet(bytes);
  }

  void give(long bytes) {
    used.addAndGet(-bytes);
  }
}
