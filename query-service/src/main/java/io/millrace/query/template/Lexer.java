package io.millrace.query.template;

import io.millrace.query.template.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Cuts a template into tokens. Ends with a token for the end of the text, or for an error.
final class Lexer {
  private static final Set<String> KEYWORDS =
      Set.of(
          "block", "break", "continue", "define", "else", "end", "if", "range", "template", "with");

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private int start;
  private int parens;

  private Lexer(String text) {
    this.text = text;
  }

  static List<Token> lex(String text) {
    Lexer lexer = new Lexer(text);
    lexer.text();
    return lexer.tokens;
  }

  private void text() {
    while (true) {
      int open = text.indexOf("{{", at);
      if (open < 0) {
        at = text.length();
        emitText(at);
        emit(Kind.END_OF_TEXT);
        return;
      }
      boolean trims = isTrimMarker(open + 2);
      int end = open;
      if (trims) {
        while (end > start && isSpace(text.charAt(end - 1))) {
          end--;
        }
      }
      emitText(end);
      start = open;
      at = open;
      if (!inside(trims)) {
        return;
      }
    }
  }

  private void emitText(int end) {
    if (end > start) {
      add(Kind.TEXT, text.substring(start, end));
    }
    start = at;
  }

  /// Lexes an action, from its opening delimiter on.
  private boolean inside(boolean trims) {
    int inner = at + 2 + (trims ? 2 : 0);
    if (text.startsWith("/*", inner)) {
      return comment(inner);
    }
    at += 2;
    emit(Kind.LEFT_DELIMITER);
    at = inner;
    start = at;
    parens = 0;
    while (true) {
      int closing = rightDelimiter();
      if (closing > 0) {
        if (parens > 0) {
          return error("unclosed left paren");
        }
        closeAction(closing);
        return true;
      }
      if (!token()) {
        return false;
      }
    }
  }

  private void closeAction(int width) {
    boolean trims = width == 4;
    at += width - 2;
    start = at;
    at += 2;
    emit(Kind.RIGHT_DELIMITER);
    if (trims) {
      while (at < text.length() && isSpace(text.charAt(at))) {
        at++;
      }
      start = at;
    }
  }

  private boolean comment(int inner) {
    int end = text.indexOf("*/", inner);
    if (end < 0) {
      return error("unclosed comment");
    }
    at = end + 2;
    int width = rightDelimiter();
    if (width == 0) {
      return error("comment ends before closing delimiter");
    }
    at += width;
    if (width == 4) {
      while (at < text.length() && isSpace(text.charAt(at))) {
        at++;
      }
    }
    start = at;
    return true;
  }

  /// The width of the closing delimiter at hand, its trim marker included; 0 if there is none.
  private int rightDelimiter() {
    if (text.startsWith("}}", at)) {
      return 2;
    }
    boolean marker =
        at + 1 < text.length() && isSpace(text.charAt(at)) && text.startsWith("-}}", at + 1);
    return marker ? 4 : 0;
  }

  private boolean isTrimMarker(int place) {
    return place + 1 < text.length()
        && text.charAt(place) == '-'
        && isSpace(text.charAt(place + 1));
  }

  private boolean token() {
    if (at >= text.length()) {
      return error("unclosed action");
    }
    char c = text.charAt(at);
    if (isSpace(c)) {
      while (at < text.length() && isSpace(text.charAt(at)) && rightDelimiter() == 0) {
        at++;
      }
      return emit(Kind.SPACE);
    }
    return switch (c) {
      case '=' -> one(Kind.ASSIGN);
      case ':' -> declare();
      case '|' -> one(Kind.PIPE);
      case '"' -> quoted('"', "unterminated quoted string", Kind.STRING);
      case '\'' -> quoted('\'', "unterminated character constant", Kind.CHAR_CONSTANT);
      case '`' -> rawString();
      case '$' -> {
        at++;
        yield name(Kind.VARIABLE);
      }
      case '.' -> dot();
      case '(' -> {
        parens++;
        yield one(Kind.LEFT_PAREN);
      }
      case ')' -> {
        parens--;
        at++;
        yield parens < 0 ? error("unexpected right paren") : emit(Kind.RIGHT_PAREN);
      }
      default -> word(c);
    };
  }

  private boolean one(Kind kind) {
    at++;
    return emit(kind);
  }

  private boolean declare() {
    if (!text.startsWith(":=", at)) {
      return error("expected :=");
    }
    at += 2;
    return emit(Kind.DECLARE);
  }

  private boolean rawString() {
    int end = text.indexOf('`', at + 1);
    if (end < 0) {
      return error("unterminated raw quoted string");
    }
    at = end + 1;
    return emit(Kind.RAW_STRING);
  }

  private boolean dot() {
    at++;
    if (at < text.length() && isDigit(text.charAt(at))) {
      return number();
    }
    boolean named = at < text.length() && isAlphaNumeric(text.charAt(at));
    return named ? name(Kind.FIELD) : emit(Kind.DOT);
  }

  private boolean word(char c) {
    if (c == '+' || c == '-' || isDigit(c)) {
      return number();
    }
    if (isAlphaNumeric(c)) {
      return name(Kind.IDENTIFIER);
    }
    at++;
    if (c > ' ' && c < 0x7f) {
      return emit(Kind.CHAR);
    }
    return error("unrecognized character in action: U+%04X".formatted((int) c));
  }

  private boolean name(Kind kind) {
    while (at < text.length() && isAlphaNumeric(text.charAt(at))) {
      at++;
    }
    if (!endsWord()) {
      return error(badCharacter());
    }
    String word = text.substring(start, at);
    if (kind != Kind.IDENTIFIER) {
      return emit(kind);
    }
    return switch (word) {
      case "true", "false" -> emit(Kind.BOOL);
      case "nil" -> emit(Kind.NIL);
      default -> emit(KEYWORDS.contains(word) ? Kind.KEYWORD : Kind.IDENTIFIER);
    };
  }

  private String badCharacter() {
    int rune = GoString.decode(text.substring(at, Math.min(text.length(), at + 4))).codePointAt(0);
    return "bad character U+%04X '%s'".formatted(rune, Character.toString(rune));
  }

  private boolean endsWord() {
    return at >= text.length()
        || isSpace(text.charAt(at))
        || ".,|:)(".indexOf(text.charAt(at)) >= 0
        || text.startsWith("}}", at);
  }

  private boolean quoted(char quote, String fault, Kind kind) {
    at++;
    while (at < text.length() && text.charAt(at) != quote && text.charAt(at) != '\n') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    if (at >= text.length() || text.charAt(at) == '\n') {
      return error(fault);
    }
    at++;
    return emit(kind);
  }

  private boolean number() {
    if ("+-".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    boolean hex = text.startsWith("0x", at) || text.startsWith("0X", at);
    String digits = hex ? "0123456789abcdefABCDEFxX_" : "0123456789_obOB";
    accept(digits);
    if (at < text.length() && text.charAt(at) == '.') {
      at++;
      accept(digits);
    }
    String exponent = hex ? "pP" : "eE";
    if (at < text.length() && exponent.indexOf(text.charAt(at)) >= 0) {
      at++;
      if (at < text.length() && "+-".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
      accept("0123456789_");
    }
    if (at < text.length() && isAlphaNumeric(text.charAt(at))) {
      at++;
      return error(
          "bad number syntax: " + new Token(Kind.NUMBER, 0, 0, text.substring(start, at)).show());
    }
    return emit(Kind.NUMBER);
  }

  private void accept(String set) {
    while (at < text.length() && set.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private boolean emit(Kind kind) {
    add(kind, text.substring(start, at));
    start = at;
    return true;
  }

  private boolean error(String message) {
    add(Kind.ERROR, message);
    return false;
  }

  private void add(Kind kind, String content) {
    int line = 1 + (int) text.substring(0, start).chars().filter(c -> c == '\n').count();
    tokens.add(new Token(kind, start, line, content));
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isAlphaNumeric(char c) {
    return c == '_' || Character.isLetterOrDigit(c) || c >= 0x80;
  }
}
