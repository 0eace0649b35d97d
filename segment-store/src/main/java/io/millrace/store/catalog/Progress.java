package io.millrace.store.catalog;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// How far a [CatalogTail] has come, and who waits for it to come further.
final class Progress {
  private static final long UNKNOWN = Long.MAX_VALUE;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long startTarget = UNKNOWN;
  private long position;
  private boolean caughtUp;
  private @Nullable CatalogException failure;

  /// The end of the topic when the tail started: once there, it has caught up.
  void aim(long end) {
    lock.lock();
    try {
      startTarget = end;
    } finally {
      lock.unlock();
    }
  }

  /// Everything below `next` is in the snapshot that readers get.
  void reach(long next) {
    lock.lock();
    try {
      position = next;
      caughtUp |= next >= startTarget;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// The first failure stays.
  void fail(CatalogException reason) {
    lock.lock();
    try {
      if (failure == null) {
        failure = reason;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean caughtUp() {
    lock.lock();
    try {
      return caughtUp;
    } finally {
      lock.unlock();
    }
  }

  Optional<CatalogException> failure() {
    lock.lock();
    try {
      return Optional.ofNullable(failure);
    } finally {
      lock.unlock();
    }
  }

  /// Whether the tail has caught up, or will have at `next`.
  boolean catchesUpAt(long next) {
    lock.lock();
    try {
      return caughtUp || next >= startTarget;
    } finally {
      lock.unlock();
    }
  }

  void awaitCaughtUp(Duration timeout) throws InterruptedException {
    await(0, timeout);
  }

  /// Waits until everything below `end` is applied, and at any rate until the tail has caught up.
  void await(long end, Duration timeout) throws InterruptedException {
    long left = timeout.toNanos();
    lock.lock();
    try {
      while (!caughtUp || position < end) {
        if (failure != null) {
          throw new CatalogException("catalog cannot be asked", failure);
        }
        if (left <= 0) {
          throw new CatalogException(
              "catalog did not come to its end within %d ms".formatted(timeout.toMillis()));
        }
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /// Waits a while, unless all is over.
  void pause(Duration time) throws InterruptedException {
    long left = time.toNanos();
    lock.lock();
    try {
      while (left > 0 && failure == null) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }
}
