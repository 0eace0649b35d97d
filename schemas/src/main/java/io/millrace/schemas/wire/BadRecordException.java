package io.millrace.schemas.wire;

/// The bytes of a record are not what its topic holds. Reading them again gives the same answer:
/// such a record goes to `dead-letter`.
public final class BadRecordException extends Exception {
  public BadRecordException(String message) {
    super(message);
  }

  public BadRecordException(String message, Throwable cause) {
    super(message, cause);
  }
}
