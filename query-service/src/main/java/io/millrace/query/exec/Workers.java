package io.millrace.query.exec;

import java.io.IOException;
import java.util.Collection;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/// The workers of one query: as many as ever worked at the same time. A worker serves one thread at
/// a time and keeps what it has learnt from one chunk to the next.
public final class Workers<W> {
  private final Supplier<W> maker;
  private final Deque<W> idle = new ConcurrentLinkedDeque<>();
  private final Collection<W> all = new ConcurrentLinkedQueue<>();

  public Workers(Supplier<W> maker) {
    this.maker = maker;
  }

  /// Work that a worker does.
  public interface Job<W, T> {
    T apply(W worker) throws IOException;
  }

  /// Lends a worker to `job`.
  public <T> T with(Job<W, T> job) throws IOException {
    W worker = idle.poll();
    if (worker == null) {
      worker = maker.get();
      all.add(worker);
    }
    try {
      return job.apply(worker);
    } finally {
      idle.push(worker);
    }
  }

  /// Every worker there is. To be asked when the work is done.
  public Collection<W> all() {
    return all;
  }
}
