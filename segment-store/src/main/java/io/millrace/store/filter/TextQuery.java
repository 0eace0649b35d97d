package io.millrace.store.filter;

import java.util.List;

/// What a row must contain to be an answer, as far as literals can say it: a row whose line and
/// metadata values do not satisfy the tree is certainly none. Used to leave out slices, never to
/// accept a row.
public sealed interface TextQuery {
  /// Nothing is known: every row may be an answer.
  record Anything() implements TextQuery {}

  /// Nothing can be an answer.
  record Nothing() implements TextQuery {}

  /// The line or a metadata value contains these UTF-8 bytes; with `ignoreCase`, in either case of
  /// ASCII letters.
  record Contains(byte[] literal, boolean ignoreCase) implements TextQuery {}

  record AllOf(List<TextQuery> parts) implements TextQuery {
    public AllOf {
      parts = List.copyOf(parts);
    }
  }

  record AnyOf(List<TextQuery> parts) implements TextQuery {
    public AnyOf {
      parts = List.copyOf(parts);
    }
  }
}
