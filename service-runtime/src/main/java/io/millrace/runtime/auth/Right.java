package io.millrace.runtime.auth;

/// What a request wants to do.
public enum Right {
  READ,
  WRITE
}
