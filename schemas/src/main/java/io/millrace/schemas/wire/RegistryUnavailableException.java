package io.millrace.schemas.wire;

/// The schema registry could not be asked. Nothing is known about the record at hand: it must be
/// read again later, not given up.
public final class RegistryUnavailableException extends RuntimeException {
  public RegistryUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
