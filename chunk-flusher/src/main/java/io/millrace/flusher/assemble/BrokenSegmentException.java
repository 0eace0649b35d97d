package io.millrace.flusher.assemble;

/// A segment cannot be published: what lies in `chunks` or in the bucket is not what it must be.
/// Trying again would find the same.
public final class BrokenSegmentException extends Exception {
  public BrokenSegmentException(String message) {
    super(message);
  }

  public BrokenSegmentException(String message, Throwable cause) {
    super(message, cause);
  }
}
