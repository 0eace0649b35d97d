package io.millrace.store.page;

import java.io.IOException;

/// Bytes that cannot be what we wrote. The message says what was read and what was expected.
public final class CorruptObjectException extends IOException {
  public CorruptObjectException(String message) {
    super(message);
  }

  public CorruptObjectException(String message, Throwable cause) {
    super(message, cause);
  }
}
