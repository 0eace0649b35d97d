package io.millrace.query.template;

import org.jspecify.annotations.Nullable;

/// Integers as Go's `strconv.ParseInt(s, 0, 64)` reads them.
public final class GoIntegers {
  private GoIntegers() {}

  /// The integer, with `0x`, `0o`, `0b` or `0` before it, and underscores; null if it is none.
  public static @Nullable Long parse(String text) {
    return Constants.integer(text);
  }
}
