package io.millrace.schemas.model;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// Prints label sets the way Prometheus and Loki do.
final class LabelText {
  private LabelText() {}

  static String print(List<Label> pairs) {
    StringBuilder out = new StringBuilder("{");
    for (int i = 0; i < pairs.size(); i++) {
      if (i > 0) {
        out.append(", ");
      }
      out.append(pairs.get(i).name()).append('=');
      quote(pairs.get(i).value(), out);
    }
    return out.append('}').toString();
  }

  /// Go's `%q` of a string.
  static String quote(String value) {
    StringBuilder out = new StringBuilder(value.length() + 2);
    quote(value, out);
    return out.toString();
  }

  /// Go's `%q`, or `%.10q...` where the string is longer than ten bytes.
  static String quoteShort(String value) {
    if (value.getBytes(StandardCharsets.UTF_8).length <= 10) {
      return quote(value);
    }
    int end = value.offsetByCodePoints(0, Math.min(10, value.codePointCount(0, value.length())));
    return quote(value.substring(0, end)) + "...";
  }

  /// Go's `%q` of a character.
  static String quoteRune(int rune) {
    String quoted = quote(Character.toString(rune));
    String inner = quoted.substring(1, quoted.length() - 1);
    return switch (rune) {
      case '"' -> "'\"'";
      case '\'' -> "'\\''";
      default -> "'" + inner + "'";
    };
  }

  /// Go's `strconv.Quote`: printable characters as they are, the rest escaped.
  private static void quote(String value, StringBuilder out) {
    out.append('"');
    value
        .codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case 0x07 -> out.append("\\a");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case 0x0b -> out.append("\\v");
                default -> {
                  if (isPrintable(c)) {
                    out.appendCodePoint(c);
                  } else if (c < 0x80) {
                    out.append("\\x%02x".formatted(c));
                  } else if (c < 0x10000) {
                    out.append("\\u%04x".formatted(c));
                  } else {
                    out.append("\\U%08x".formatted(c));
                  }
                }
              }
            });
    out.append('"');
  }

  /// Go's `unicode.IsPrint`: letters, marks, numbers, punctuation, symbols and the ASCII blank.
  private static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> c == ' ';
      default -> true;
    };
  }
}
