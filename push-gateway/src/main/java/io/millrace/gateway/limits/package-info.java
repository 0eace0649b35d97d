/// What a tenant may do: the limits under Loki's names ([TenantLimits]), the token buckets that
/// enforce rates, the memory that pushes under way may take ([ByteBudget]), and the tenants that
/// the gateway has seen lately ([Tenants]).
@NullMarked
package io.millrace.gateway.limits;

import org.jspecify.annotations.NullMarked;
