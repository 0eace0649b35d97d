package io.millrace.flusher.publish;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// How all uploads together wait for a store that is away: after each round of failures twice as
/// long as before, up to a limit; after one success not at all. Safe for use by many threads.
final class Backoff {
  private static final Duration FIRST = Duration.ofMillis(250);

  private final Duration limit;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition recovered = lock.newCondition();
  private long round;
  private Duration wait = Duration.ZERO;
  private long retryAtNanos;

  Backoff(Duration limit) {
    this.limit = limit;
  }

  /// Whether the last attempt of anybody failed.
  boolean isWaiting() {
    lock.lock();
    try {
      return !wait.isZero();
    } finally {
      lock.unlock();
    }
  }

  /// Blocks until an attempt may be made; gives the number of its round.
  long awaitTurn() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!wait.isZero()) {
        long left = retryAtNanos - System.nanoTime();
        if (left <= 0) {
          break;
        }
        recovered.await(left, TimeUnit.NANOSECONDS);
      }
      return round;
    } finally {
      lock.unlock();
    }
  }

  /// An attempt of `attempted` failed. Only the first failure of a round makes everybody wait
  /// longer. Gives true for the first failure of an outage.
  boolean failed(long attempted) {
    lock.lock();
    try {
      if (attempted != round) {
        return false;
      }
      boolean first = wait.isZero();
      Duration next = first ? FIRST : wait.multipliedBy(2);
      wait = next.compareTo(limit) > 0 ? limit : next;
      retryAtNanos = System.nanoTime() + wait.toNanos();
      round++;
      return first;
    } finally {
      lock.unlock();
    }
  }

  /// The store answered. Gives true for the first answer after an outage.
  boolean succeeded() {
    lock.lock();
    try {
      if (wait.isZero()) {
        return false;
      }
      wait = Duration.ZERO;
      round++;
      recovered.signalAll();
      return true;
    } finally {
      lock.unlock();
    }
  }
}
