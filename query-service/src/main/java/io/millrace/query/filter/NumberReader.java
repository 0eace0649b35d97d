package io.millrace.query.filter;

import io.millrace.query.value.ValueSyntaxException;

/// How the text of a label becomes a number.
@FunctionalInterface
public interface NumberReader {
  /// Reads `text[start] … text[start + length - 1]`.
  double read(byte[] text, int start, int length) throws ValueSyntaxException;
}
