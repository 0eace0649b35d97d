package io.millrace.query.stored;

import io.millrace.store.catalog.CatalogSnapshot;
import java.time.Duration;

/// The catalog as this process sees it. Safe for use by many threads.
public interface PublishedCatalog {
  /// What is known at this moment; never waits.
  CatalogSnapshot snapshot();

  /// What is known once everything that was committed before the call has been read.
  ///
  /// @throws io.millrace.store.catalog.CatalogException if that takes longer than `timeout`
  CatalogSnapshot refresh(Duration timeout) throws InterruptedException;
}
