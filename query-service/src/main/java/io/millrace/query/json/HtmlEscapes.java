package io.millrace.query.json;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import org.jspecify.annotations.Nullable;

/// JSON's own escapes, and `<`, `>` and `&` as `\\u003c`, `\\u003e` and `\\u0026`.
final class HtmlEscapes extends CharacterEscapes {
  private final int[] ascii = CharacterEscapes.standardAsciiEscapesForJSON();

  HtmlEscapes() {
    ascii['<'] = CharacterEscapes.ESCAPE_STANDARD;
    ascii['>'] = CharacterEscapes.ESCAPE_STANDARD;
    ascii['&'] = CharacterEscapes.ESCAPE_STANDARD;
  }

  @Override
  public int[] getEscapeCodesForAscii() {
    return ascii.clone();
  }

  @Override
  public @Nullable SerializableString getEscapeSequence(int character) {
    return null;
  }
}
