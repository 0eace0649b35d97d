package io.millrace.schemas.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;

/// Reads label strings as Prometheus writes them: `{a="b", c="d"}`. Names are ASCII identifiers,
/// values quoted strings with Go's escapes or raw ones in backquotes. A comma may stand at the end.
public final class LabelParser {
  private final byte[] text;
  private int at;

  private LabelParser(byte[] text) {
    this.text = text;
  }

  /// The pairs in the order of the text, with empty values and with names that stand there twice.
  public static List<Label> parse(String text) throws LabelSyntaxException {
    return new LabelParser(text.getBytes(UTF_8)).labelSet();
  }

  private List<Label> labelSet() throws LabelSyntaxException {
    List<Label> pairs = new ArrayList<>();
    skipSpace();
    if (at == text.length) {
      return pairs;
    }
    if (text[at] != '{') {
      throw error(at, "unexpected " + describeOutside());
    }
    at++;
    skipSpace();
    while (peek() != '}') {
      pairs.add(pair());
      skipSpace();
      int next = peek();
      if (next == ',') {
        at++;
        skipSpace();
      } else if (next != '}') {
        throw unexpected("\",\" or \"}\"");
      }
    }
    at++;
    skipSpace();
    if (at < text.length) {
      throw error(at, "unexpected " + describeOutside());
    }
    return pairs;
  }

  private Label pair() throws LabelSyntaxException {
    if (!isAlpha(peek())) {
      throw unexpected("identifier or \"}\"");
    }
    String name = identifier();
    skipSpace();
    if (peek() != '=' || (at + 1 < text.length && text[at + 1] == '~')) {
      throw unexpected("\"=\"");
    }
    at++;
    skipSpace();
    int quote = peek();
    if (quote != '"' && quote != '\'' && quote != '`') {
      throw unexpected("string");
    }
    int start = at;
    GoString string = GoString.read(text, at);
    if (string.problem() != null) {
      throw error(start, string.problem());
    }
    at = string.end();
    return new Label(name, string.value());
  }

  private String identifier() {
    int start = at;
    while (at < text.length && isAlphanumeric(text[at])) {
      at++;
    }
    return new String(text, start, at - start, UTF_8);
  }

  /// The next byte.
  ///
  /// @throws LabelSyntaxException if there is none
  private int peek() throws LabelSyntaxException {
    if (at == text.length) {
      throw error(at, "unexpected end of input inside braces");
    }
    return text[at];
  }

  /// The error for the token at hand where something else was expected. A character that begins no
  /// token is an error of its own.
  private LabelSyntaxException unexpected(String expected) throws LabelSyntaxException {
    int start = at;
    int first = peek();
    String found;
    if (isAlpha(first)) {
      found = "identifier " + LabelText.quote(identifier());
    } else {
      found =
          switch (first) {
            case ',', '}' -> LabelText.quote(Character.toString(first));
            case '=' -> text.length > at + 1 && text[at + 1] == '~' ? "<op:=~>" : "\"=\"";
            case '!' -> bang();
            case '"', '\'', '`' -> "string " + stringToken();
            case '{' -> throw error(start, "unexpected left brace '{'");
            default -> throw error(start, "unexpected character inside braces: " + quotedRune());
          };
    }
    return error(start, "unexpected %s in label set, expected %s".formatted(found, expected));
  }

  private String bang() throws LabelSyntaxException {
    int next = at + 1 < text.length ? text[at + 1] : -1;
    if (next != '~' && next != '=') {
      throw error(at, "unexpected character after '!' inside braces: " + runeAt(at + 1));
    }
    return "<op:!" + (char) next + ">";
  }

  private String stringToken() throws LabelSyntaxException {
    GoString string = GoString.read(text, at);
    if (string.problem() != null) {
      throw error(at, string.problem());
    }
    return LabelText.quoteShort(new String(text, at, string.end() - at, UTF_8));
  }

  private String describeOutside() {
    if (isAlpha(text[at])) {
      return "identifier " + LabelText.quote(identifier());
    }
    return "character: " + quotedRune();
  }

  private String quotedRune() {
    return runeAt(at);
  }

  private String runeAt(int position) {
    if (position >= text.length) {
      return "'\\ufffd'";
    }
    int rune =
        new String(text, position, Math.min(4, text.length - position), UTF_8).codePointAt(0);
    return LabelText.quoteRune(rune);
  }

  private void skipSpace() {
    while (at < text.length
        && (text[at] == ' ' || text[at] == '\t' || text[at] == '\n' || text[at] == '\r')) {
      at++;
    }
  }

  private LabelSyntaxException error(int position, String message) {
    int line = 1;
    int lastBreak = -1;
    for (int i = 0; i < position; i++) {
      if (text[i] == '\n') {
        lastBreak = i;
        line++;
      }
    }
    return new LabelSyntaxException(
        "%d:%d: parse error: %s".formatted(line, position - lastBreak, message));
  }

  private static boolean isAlpha(int b) {
    return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || b == '_';
  }

  private static boolean isAlphanumeric(int b) {
    return isAlpha(b) || (b >= '0' && b <= '9');
  }
}
