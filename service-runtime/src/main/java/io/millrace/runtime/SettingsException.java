package io.millrace.runtime;

/// A setting is missing, misspelt or out of range. The message is for the operator.
public final class SettingsException extends RuntimeException {
  public SettingsException(String message) {
    super(message);
  }

  public SettingsException(String message, Throwable cause) {
    super(message, cause);
  }
}
