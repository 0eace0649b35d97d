package io.millrace.query.filter;

/// A test of a text. Used by one thread.
@FunctionalInterface
public interface LineTest {
  /// Tests `text[start] … text[start + length - 1]`.
  boolean test(byte[] text, int start, int length);
}
