package io.millrace.query.plan;

import io.millrace.query.plan.QueryException.Reason;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// What accompanies a query while it runs: when it must be done, whether anybody still waits for
/// it, how much memory it may hold, and what it has cost. Safe for use by many threads.
public final class QueryContext {
  private final long deadline;
  private final long memoryBudget;
  private final AtomicLong memoryUsed = new AtomicLong();
  private final QueryStats stats = new QueryStats();
  private final long started = System.nanoTime();
  private volatile boolean cancelled;

  public QueryContext(Duration timeout, long memoryBudget) {
    this.deadline = started + timeout.toNanos();
    this.memoryBudget = memoryBudget;
  }

  public QueryStats stats() {
    return stats;
  }

  /// Tells everything that works for this query to stop.
  public void cancel() {
    cancelled = true;
  }

  /// To be asked often: at least once for each slice.
  ///
  /// @throws QueryException if the query is cancelled or out of time
  public void check() {
    if (cancelled || Thread.currentThread().isInterrupted()) {
      throw new QueryException(Reason.CANCELLED, "the request was cancelled by the client");
    }
    if (System.nanoTime() - deadline >= 0) {
      throw new QueryException(
          Reason.TIMEOUT,
          "request timed out, decrease the duration of the request or add more label matchers"
              + " (prefer exact match over regex match) to reduce the amount of data processed");
    }
  }

  /// How long the query may still run; zero where it is out of time.
  public Duration remaining() {
    return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
  }

  public Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - started);
  }

  /// Counts `bytes` as held by this query until [#release].
  ///
  /// @throws QueryException if the query then holds more than it may
  public void reserve(long bytes) {
    if (memoryUsed.addAndGet(bytes) > memoryBudget) {
      throw new QueryException(
          Reason.LIMIT,
          "the query needs more memory than it may use (limit: %d bytes); consider adding more specific stream selectors, reducing the time range, or aggregating results"
              .formatted(memoryBudget));
    }
  }

  public void release(long bytes) {
    memoryUsed.addAndGet(-bytes);
  }

  public long memoryUsed() {
    return memoryUsed.get();
  }
}
