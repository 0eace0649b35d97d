package io.millrace.query.exec;

import io.millrace.query.plan.QueryContext;
import io.millrace.query.plan.QueryException;
import io.millrace.query.plan.QueryException.Reason;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Lets so many queries run at a time and so many more wait; what comes beyond is refused.
public final class Admission {
  private final Semaphore running;
  private final int mostOutstanding;
  private final AtomicInteger outstanding = new AtomicInteger();

  public Admission(int atATime, int mostOutstanding) {
    this.running = new Semaphore(atATime, true);
    this.mostOutstanding = mostOutstanding;
  }

  /// A place among the queries that run. Closing it makes room for the next.
  public interface Place extends AutoCloseable {
    @Override
    void close();
  }

  /// Waits for a place, at most as long as the query may take.
  ///
  /// @throws QueryException if too many wait already, or the time is over
  public Place enter(QueryContext context) throws InterruptedException {
    if (outstanding.incrementAndGet() > mostOutstanding) {
      outstanding.decrementAndGet();
      throw new QueryException(Reason.TOO_MANY, "too many outstanding requests");
    }
    boolean entered = false;
    try {
      entered = running.tryAcquire(context.remaining().toNanos(), TimeUnit.NANOSECONDS);
      if (!entered) {
        context.check();
      }
    } finally {
      if (!entered) {
        outstanding.decrementAndGet();
      }
    }
    return () -> {
      running.release();
      outstanding.decrementAndGet();
    };
  }
}
