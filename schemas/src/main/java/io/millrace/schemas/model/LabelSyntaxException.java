package io.millrace.schemas.model;

/// A label string that cannot be read. The message is Prometheus's: position, then what was found
/// and what was expected.
public final class LabelSyntaxException extends Exception {
  public LabelSyntaxException(String message) {
    super(message);
  }
}
