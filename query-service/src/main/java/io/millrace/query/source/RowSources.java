package io.millrace.query.source;

import io.millrace.schemas.model.TenantId;

/// The rows of every tenant. Safe for use by many threads.
public interface RowSources {
  /// The rows of one tenant; none where nobody has heard of it.
  RowSource of(TenantId tenant);
}
