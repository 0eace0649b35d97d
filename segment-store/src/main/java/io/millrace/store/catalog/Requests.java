package io.millrace.store.catalog;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Who waits for a [CatalogTail], and for what. A waiter takes a ticket; the tail asks for the end
/// of the topic once for all tickets taken so far, and answers them when it has come that far.
final class Requests {
  /// The ticket of the catching up at the start.
  static final long FIRST = 1;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long taken = FIRST;
  private long answered;
  private @Nullable CatalogException failure;

  // Of the tail's own thread.
  private long asked;
  private long target;

  long take() {
    lock.lock();
    try {
      return ++taken;
    } finally {
      lock.unlock();
    }
  }

  long answered() {
    lock.lock();
    try {
      return answered;
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

  void await(long ticket, Duration timeout) throws InterruptedException {
    long left = timeout.toNanos();
    lock.lock();
    try {
      while (answered < ticket) {
        if (failure != null) {
          throw new CatalogException("catalog cannot be asked", failure);
        }
        if (left <= 0) {
          throw new CatalogException(
              "catalog did not answer within %d ms".formatted(timeout.toMillis()));
        }
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /// Waits a while, unless all is over.
  void pause(Duration time) throws InterruptedException {
    lock.lock();
    try {
      long left = time.toNanos();
      while (left > 0 && failure == null) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /// Asks `end` for the end of the topic if somebody waits and nobody asked for him yet.
  void ask(LongSupplier end) {
    long latest;
    lock.lock();
    try {
      latest = taken;
    } finally {
      lock.unlock();
    }
    if (asked == answered() && asked < latest) {
      target = end.getAsLong();
      asked = latest;
    }
  }

  /// Whether `position` is as far as the outstanding question needs.
  boolean reached(long position) {
    return asked > answered() && position >= target;
  }

  /// Lets those go who wait for the outstanding question.
  void answer() {
    lock.lock();
    try {
      answered = asked;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
