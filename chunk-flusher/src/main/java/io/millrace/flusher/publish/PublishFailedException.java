package io.millrace.flusher.publish;

/// A transaction did not go through, or nobody knows whether it did. What is true stands in the
/// group's position: read it again and go on from there.
public final class PublishFailedException extends Exception {
  PublishFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
