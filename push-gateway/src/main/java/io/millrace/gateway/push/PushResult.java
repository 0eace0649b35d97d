package io.millrace.gateway.push;

/// What became of a push.
public sealed interface PushResult {
  /// Every line is stored and acknowledged.
  record Accepted() implements PushResult {}

  /// Not all of it was accepted, or none of it. Sending it again will not help, except where the
  /// status is 500.
  record Refused(int status, String message) implements PushResult {}

  /// Nothing was stored; the tenant pushes too fast.
  record Throttled(String message, long retryAfterSeconds) implements PushResult {}

  /// It is not known that it was stored; the gateway or Kafka cannot take it now.
  record Unavailable(String message, long retryAfterSeconds) implements PushResult {}
}
