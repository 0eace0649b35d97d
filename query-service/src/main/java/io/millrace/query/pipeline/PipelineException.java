package io.millrace.query.pipeline;

/// A stage that cannot be made from what the query says: a bad regex, pattern or template. The
/// caller's fault; the message is Loki's.
public final class PipelineException extends RuntimeException {
  public PipelineException(String message) {
    super(message);
  }

  public PipelineException(String message, Throwable cause) {
    super(message, cause);
  }
}
