package io.millrace.gateway.limits;

import java.util.concurrent.atomic.AtomicLong;

/// The memory that all pushes under way may take together. Nobody waits for it: what does not fit
/// is refused. Safe for use by many threads.
public final class ByteBudget {
  private final long limit;
  private final AtomicLong used = new AtomicLong();

  public ByteBudget(long limit) {
    this.limit = limit;
  }

  public long limit() {
    return limit;
  }

  public long used() {
    return used.get();
  }

  /// An empty share for one push.
  public Lease lease() {
    return new Lease();
  }

  /// The share of one push. For one thread at a time.
  public final class Lease implements AutoCloseable {
    private long held;

    private Lease() {}

    /// Takes `bytes` more.
    ///
    /// @throws ExhaustedException if they are not there; what was held stays held
    public void grow(long bytes) throws ExhaustedException {
      if (used.addAndGet(bytes) > limit) {
        used.addAndGet(-bytes);
        throw new ExhaustedException(bytes);
      }
      held += bytes;
    }

    /// Takes what lacks to hold `bytes` in all.
    ///
    /// @throws ExhaustedException if it is not there
    public void growTo(long bytes) throws ExhaustedException {
      if (bytes > held) {
        grow(bytes - held);
      }
    }

    /// Gives everything back.
    @Override
    public void close() {
      used.addAndGet(-held);
      held = 0;
    }
  }

  /// The budget has not got the bytes.
  public static final class ExhaustedException extends Exception {
    ExhaustedException(long bytes) {
      super(
          "memory for pushes is exhausted, needed %d more bytes".formatted(bytes),
          null,
          false,
          false);
    }
  }
}
