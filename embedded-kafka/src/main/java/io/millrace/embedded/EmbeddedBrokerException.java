package io.millrace.embedded;

import org.jspecify.annotations.Nullable;

/// The broker could not be formatted or started. The message is for the operator.
public final class EmbeddedBrokerException extends RuntimeException {
  EmbeddedBrokerException(String message) {
    this(message, null);
  }

  EmbeddedBrokerException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
