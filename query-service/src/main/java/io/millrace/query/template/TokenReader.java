package io.millrace.query.template;

import io.millrace.query.template.Token.Kind;
import java.util.List;

/// The tokens of a template, one after the other, and the errors that they cause.
final class TokenReader {
  private final String name;
  private final List<Token> tokens;
  private int next;
  private int actionLine;

  TokenReader(String name, String text) {
    this.name = name;
    this.tokens = Lexer.lex(text);
  }

  /// Notes the line in which an action began; 0 when it is over.
  void action(int line) {
    actionLine = line;
  }

  int mark() {
    return next;
  }

  void reset(int mark) {
    next = mark;
  }

  void back() {
    next--;
  }

  /// The first word of the action that begins here.
  Token peekInside() {
    int place = next + 1;
    while (tokens.get(place).is(Kind.SPACE)) {
      place++;
    }
    return tokens.get(place);
  }

  String unquote(Token token) {
    String unquoted = Constants.unquote(token.text());
    if (unquoted == null) {
      throw error("invalid syntax");
    }
    return unquoted;
  }

  /// The next token; behind the last one, that one again.
  Token next() {
    Token token = peek();
    next++;
    return token;
  }

  Token peek() {
    return tokens.get(Math.min(next, tokens.size() - 1));
  }

  Token nextNonSpace() {
    peekNonSpace();
    return next();
  }

  Token peekNonSpace() {
    while (peek().is(Kind.SPACE)) {
      next++;
    }
    return peek();
  }

  void expect(Kind kind, String context) {
    Token token = nextNonSpace();
    if (!token.is(kind)) {
      throw unexpected(token, context);
    }
  }

  TemplateException unexpected(Token token, String context) {
    if (!token.is(Kind.ERROR)) {
      return error("unexpected " + token.show() + " in " + context);
    }
    String extra = "";
    if (actionLine != 0 && actionLine != token.line()) {
      String started = " started at " + name + ":" + actionLine;
      extra = token.text().endsWith(" action") ? started : " in action" + started;
    }
    return error(token.text() + extra);
  }

  TemplateException error(String message) {
    int line = tokens.get(Math.clamp(next - 1L, 0, tokens.size() - 1)).line();
    return new TemplateException("template: " + name + ":" + line + ": " + message);
  }
}
