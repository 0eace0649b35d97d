package io.millrace.runtime.auth;

/// The answer to "may this request go on".
public sealed interface Access {
  /// For this tenant. Where the header decides, the text is the header's and may name several
  /// tenants (`a|b`).
  record Granted(String tenant) implements Access {}

  /// Not at all: the HTTP status and the message for the client.
  record Denied(int status, String message) implements Access {}
}
