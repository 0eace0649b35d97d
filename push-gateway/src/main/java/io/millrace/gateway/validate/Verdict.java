package io.millrace.gateway.validate;

/// What a client is told of a push whose accepted part was stored: 204 and nothing, or the status
/// and text of what was refused.
public record Verdict(int status, String message) {
  static final Verdict ALL_ACCEPTED = new Verdict(204, "");
}
