package io.millrace.gateway.produce;

import org.jspecify.annotations.Nullable;

/// Kafka has not acknowledged every record. Where `retriable`, the same push may succeed later;
/// some of its records may have been stored.
public final class ProduceException extends Exception {
  private final boolean retriable;

  ProduceException(String message, boolean retriable, @Nullable Throwable cause) {
    super(message, cause);
    this.retriable = retriable;
  }

  public boolean retriable() {
    return retriable;
  }
}
