package io.millrace.query.template;

/// A word of a template.
record Token(Kind kind, int position, int line, String text) {
  enum Kind {
    ERROR,
    TEXT,
    LEFT_DELIMITER,
    RIGHT_DELIMITER,
    SPACE,
    BOOL,
    CHAR,
    CHAR_CONSTANT,
    NUMBER,
    STRING,
    RAW_STRING,
    ASSIGN,
    DECLARE,
    PIPE,
    LEFT_PAREN,
    RIGHT_PAREN,
    FIELD,
    IDENTIFIER,
    VARIABLE,
    DOT,
    NIL,
    KEYWORD,
    END_OF_TEXT
  }

  boolean is(Kind wanted) {
    return kind == wanted;
  }

  boolean isKeyword(String word) {
    return kind == Kind.KEYWORD && text.equals(word);
  }

  /// The token as Go shows it in messages.
  String show() {
    return switch (kind) {
      case END_OF_TEXT -> "EOF";
      case ERROR -> text;
      case KEYWORD, NIL, DOT -> "<" + text + ">";
      default -> text.length() > 10 ? quote(text.substring(0, 10)) + "..." : quote(text);
    };
  }

  private static String quote(String text) {
    return io.millrace.query.value.GoQuote.quote(GoString.decode(text));
  }
}
