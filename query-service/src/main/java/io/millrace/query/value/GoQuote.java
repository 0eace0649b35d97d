package io.millrace.query.value;

/// Quoted text as Go prints it.
public final class GoQuote {
  private GoQuote() {}

  /// Go's `strconv.Quote`: printable characters as they are, the rest escaped.
  public static String quote(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2).append('"');
    text.codePoints().forEach(rune -> append(out, rune, '"'));
    return out.append('"').toString();
  }

  /// Go's `strconv.QuoteRune`.
  public static String quoteRune(int rune) {
    StringBuilder out = new StringBuilder().append('\'');
    append(out, Character.isValidCodePoint(rune) ? rune : 0xfffd, '\'');
    return out.append('\'').toString();
  }

  /// Go's `strconv.QuoteToASCII`.
  public static String quoteAscii(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2).append('"');
    text.codePoints()
        .forEach(
            rune -> {
              if (rune < 0x80) {
                append(out, rune, '"');
              } else {
                unicode(out, rune);
              }
            });
    return out.append('"').toString();
  }

  private static void append(StringBuilder out, int rune, char quote) {
    switch (rune) {
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case 0x07 -> out.append("\\a");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      case 0x0b -> out.append("\\v");
      default -> {
        if (rune == quote) {
          out.append('\\').append(quote);
        } else if (isPrintable(rune)) {
          out.appendCodePoint(rune);
        } else if (rune < 0x80) {
          out.append("\\x%02x".formatted(rune));
        } else {
          unicode(out, rune);
        }
      }
    }
  }

  private static void unicode(StringBuilder out, int rune) {
    out.append((rune < 0x10000 ? "\\u%04x" : "\\U%08x").formatted(rune));
  }

  /// Go's `unicode.IsPrint`.
  public static boolean isPrintable(int rune) {
    return switch (Character.getType(rune)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> rune == ' ';
      default -> true;
    };
  }
}
