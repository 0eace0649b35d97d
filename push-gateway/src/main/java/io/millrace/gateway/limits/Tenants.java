package io.millrace.gateway.limits;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.millrace.schemas.model.TenantId;
import java.time.Duration;
import java.util.function.Function;

/// The tenants seen lately. One that was forgotten begins again with a full bucket. Safe for use by
/// many threads.
public final class Tenants {
  private static final int MAX_TENANTS = 10_000;
  private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);

  private final LoadingCache<TenantId, Tenant> tenants;

  /// `limits` gives the limits of a tenant; they hold until the tenant is forgotten.
  public Tenants(Function<TenantId, TenantLimits> limits) {
    this.tenants =
        Caffeine.newBuilder()
            .maximumSize(MAX_TENANTS)
            .expireAfterAccess(FORGOTTEN_AFTER)
            .build(id -> new Tenant(id, limits.apply(id), System.nanoTime()));
  }

  public Tenant get(TenantId id) {
    return tenants.get(id);
  }
}
