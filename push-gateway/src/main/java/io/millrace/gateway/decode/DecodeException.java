package io.millrace.gateway.decode;

/// The body cannot be decoded. `status` is the HTTP status, the message for the client.
public final class DecodeException extends Exception {
  private final int status;

  public DecodeException(int status, String message) {
    super(message);
    this.status = status;
  }

  public int status() {
    return status;
  }
}
