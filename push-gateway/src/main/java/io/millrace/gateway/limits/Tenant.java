package io.millrace.gateway.limits;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.schemas.model.TenantId;
import java.util.concurrent.atomic.AtomicInteger;

/// A tenant that pushes through this gateway: its limits and what is left of its rate. Safe for use
/// by many threads.
public final class Tenant {
  private final TenantId id;
  private final byte[] utf8;
  private final TenantLimits limits;
  private final TokenBucket rate;
  private final AtomicInteger activeStreams = new AtomicInteger();

  Tenant(TenantId id, TenantLimits limits, long nowNanos) {
    this.id = id;
    this.utf8 = id.value().getBytes(UTF_8);
    this.limits = limits;
    this.rate =
        new TokenBucket(
            limits.ingestion().bytesPerSecond(), limits.ingestion().burstBytes(), nowNanos);
  }

  public TenantId id() {
    return id;
  }

  /// The name's bytes; not to be changed.
  public byte[] utf8() {
    return utf8;
  }

  public TenantLimits limits() {
    return limits;
  }

  /// Counts one more stream as active, unless the tenant has as many as it may.
  public boolean tryAddStream() {
    int limit = limits.ingestion().maxStreams();
    if (activeStreams.incrementAndGet() > limit && limit > 0) {
      activeStreams.decrementAndGet();
      return false;
    }
    return true;
  }

  /// Counts one stream less as active.
  public void removeStream() {
    activeStreams.decrementAndGet();
  }

  /// What bounds the tenant's bytes per second on this gateway.
  public TokenBucket rate() {
    return rate;
  }
}
