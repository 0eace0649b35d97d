package io.millrace.query.value;

/// Text that is not the value it should be. The message is Go's, and ends up in
/// `__error_details__`. Without a stack trace: it is thrown per row.
public final class ValueSyntaxException extends Exception {
  public ValueSyntaxException(String message) {
    super(message, null, false, false);
  }
}
