package io.millrace.query.parse;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A pattern such as `<ip> - <_> [<time>]`: literals and captures in turn.
public record PatternExpression(List<Piece> pieces) {
  public PatternExpression {
    pieces = List.copyOf(pieces);
  }

  /// A part of a pattern.
  public sealed interface Piece {
    /// Text that stands there as it is.
    record Text(byte[] bytes) implements Piece {}

    /// Anything; kept under its name unless that is `_`.
    record Capture(String name) implements Piece {
      public boolean isNamed() {
        return !name.equals("_");
      }
    }
  }

  /// Reads a pattern. `<name>` is a capture where the name is one; everything else is text.
  public static PatternExpression parse(String text) {
    List<Piece> pieces = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      int end = text.charAt(at) == '<' ? captureEnd(text, at) : -1;
      if (end < 0) {
        literal.append(text.charAt(at++));
        continue;
      }
      flush(literal, pieces);
      pieces.add(new Piece.Capture(text.substring(at + 1, end)));
      at = end + 1;
    }
    flush(literal, pieces);
    return new PatternExpression(pieces);
  }

  /// The `>` of the capture that begins at `at`, or -1 if none does.
  private static int captureEnd(String text, int at) {
    int place = at + 1;
    while (place < text.length() && isNamePart(text.charAt(place), place == at + 1)) {
      place++;
    }
    return place > at + 1 && place < text.length() && text.charAt(place) == '>' ? place : -1;
  }

  private static boolean isNamePart(char c, boolean first) {
    return c == '_'
        || (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (!first && c >= '0' && c <= '9');
  }

  private static void flush(StringBuilder literal, List<Piece> pieces) {
    if (!literal.isEmpty()) {
      pieces.add(new Piece.Text(literal.toString().getBytes(StandardCharsets.UTF_8)));
      literal.setLength(0);
    }
  }

  /// The names of the captures, in order, without `_`.
  public List<String> names() {
    List<String> names = new ArrayList<>();
    for (Piece piece : pieces) {
      if (piece instanceof Piece.Capture capture && capture.isNamed()) {
        names.add(capture.name());
      }
    }
    return names;
  }

  /// Whether two captures stand side by side.
  public boolean hasNeighbours() {
    for (int i = 1; i < pieces.size(); i++) {
      if (pieces.get(i) instanceof Piece.Capture && pieces.get(i - 1) instanceof Piece.Capture) {
        return true;
      }
    }
    return false;
  }
}
