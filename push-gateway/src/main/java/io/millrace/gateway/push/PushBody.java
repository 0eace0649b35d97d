package io.millrace.gateway.push;

import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// The body of a push and what its headers say of it. `length` is negative where the client does
/// not say it.
public record PushBody(
    InputStream content,
    long length,
    @Nullable String contentType,
    @Nullable String contentEncoding,
    Dialect dialect) {
  /// Which shape JSON has; the path decides.
  public enum Dialect {
    CURRENT,
    LEGACY
  }
}
