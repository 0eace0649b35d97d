package io.millrace.schemas.push;

/// The bytes are not a push request. The message is the one that Go's protobuf gives.
public final class MalformedPushException extends Exception {
  public MalformedPushException(String message) {
    super(message);
  }
}
