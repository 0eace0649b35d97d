package io.millrace.gateway.limits;

/// A token bucket over bytes. Safe for use by many threads.
public final class TokenBucket {
  private static final double NANOS_PER_SECOND = 1e9;

  private final double bytesPerSecond;
  private final double burst;
  private double tokens;
  private long lastNanos;

  /// Full at `nowNanos`, a reading of the monotonic clock.
  public TokenBucket(double bytesPerSecond, double burst, long nowNanos) {
    this.bytesPerSecond = bytesPerSecond;
    this.burst = burst;
    this.tokens = burst;
    this.lastNanos = nowNanos;
  }

  /// Takes all of `bytes` or nothing. More than the burst is never given.
  public synchronized boolean tryTake(long bytes, long nowNanos) {
    refill(nowNanos);
    if (bytes > tokens) {
      return false;
    }
    tokens -= bytes;
    return true;
  }

  /// Seconds until `bytes` would be given, at least 1; for what is never given, until the bucket is
  /// full.
  public synchronized long secondsUntil(long bytes, long nowNanos) {
    refill(nowNanos);
    double lacking = Math.min((double) bytes, burst) - tokens;
    return Math.max(1, (long) Math.ceil(lacking / bytesPerSecond));
  }

  private void refill(long nowNanos) {
    double passed = Math.max(0, nowNanos - lastNanos) / NANOS_PER_SECOND;
    tokens = Math.min(burst, tokens + passed * bytesPerSecond);
    lastNanos = Math.max(lastNanos, nowNanos);
  }
}
