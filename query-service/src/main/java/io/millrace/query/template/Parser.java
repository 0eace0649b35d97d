package io.millrace.query.template;

import io.millrace.query.template.Node.Branch;
import io.millrace.query.template.Node.Pipe;
import io.millrace.query.template.Node.Statement;
import io.millrace.query.template.Token.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Parses templates as Go's `text/template/parse` does.
final class Parser {
  private static final int MAX_DEPTH = 500;

  private final String name;
  private final String text;
  private final TokenReader tokens;
  private final PipelineParser pipelines;
  private final Map<String, List<Statement>> definitions = new HashMap<>();
  private int ranges;
  private int depth;

  /// Why a list of statements ended.
  private enum Stop {
    END,
    ELSE
  }

  private @Nullable Stop stop;

  private Parser(String name, String text, Predicate<String> isFunction) {
    this.name = name;
    this.text = text;
    this.tokens = new TokenReader(name, text);
    this.pipelines = new PipelineParser(tokens, isFunction);
  }

  /// Parses a template whose text is a [GoString].
  ///
  /// @throws TemplateException with Go's message
  static ParsedTemplate parse(String name, String text, Predicate<String> isFunction) {
    return new Parser(name, text, isFunction).parse();
  }

  private ParsedTemplate parse() {
    List<Statement> root = new ArrayList<>();
    while (!tokens.peek().is(Kind.END_OF_TEXT)) {
      if (tokens.peek().is(Kind.LEFT_DELIMITER) && tokens.peekInside().isKeyword("define")) {
        definition();
        continue;
      }
      Statement statement = statement();
      if (statement == null) {
        throw tokens.error("unexpected " + (stop == Stop.END ? "{{end}}" : "{{else}}"));
      }
      root.add(statement);
    }
    return new ParsedTemplate(name, text, root, definitions);
  }

  private void definition() {
    tokens.next();
    tokens.nextNonSpace();
    String defined = templateName("define clause");
    tokens.expect(Kind.RIGHT_DELIMITER, "define clause");
    List<String> outer = pipelines.scope();
    List<Statement> body = list();
    if (stop != Stop.END) {
      throw tokens.error("unexpected {{else}} in define clause");
    }
    pipelines.leave(outer);
    definitions.put(defined, body);
  }

  /// The statements up to `{{end}}` or `{{else}}`, and which of them it was in `stop`.
  private List<Statement> list() {
    List<Statement> statements = new ArrayList<>();
    while (!tokens.peekNonSpace().is(Kind.END_OF_TEXT)) {
      Statement statement = statement();
      if (statement == null) {
        return statements;
      }
      statements.add(statement);
    }
    throw tokens.error("unexpected EOF");
  }

  /// A statement, or null at `{{end}}` and `{{else}}`.
  private @Nullable Statement statement() {
    Token token = tokens.nextNonSpace();
    return switch (token.kind()) {
      case TEXT -> new Node.Text(token.position(), token.text());
      case LEFT_DELIMITER -> {
        tokens.action(token.line());
        Statement action = action();
        tokens.action(0);
        yield action;
      }
      default -> throw tokens.unexpected(token, "input");
    };
  }

  private @Nullable Statement action() {
    Token token = tokens.nextNonSpace();
    if (token.is(Kind.KEYWORD)) {
      switch (token.text()) {
        case "if" -> {
          return branch(Branch.Kind.IF);
        }
        case "with" -> {
          return branch(Branch.Kind.WITH);
        }
        case "range" -> {
          return branch(Branch.Kind.RANGE);
        }
        case "template" -> {
          return call();
        }
        case "block" -> {
          return block();
        }
        case "break", "continue" -> {
          return jump(token);
        }
        case "end" -> {
          tokens.expect(Kind.RIGHT_DELIMITER, "end");
          stop = Stop.END;
          return null;
        }
        case "else" -> {
          Token behind = tokens.peekNonSpace();
          if (!behind.isKeyword("if") && !behind.isKeyword("with")) {
            tokens.expect(Kind.RIGHT_DELIMITER, "else");
          }
          stop = Stop.ELSE;
          return null;
        }
        default -> {}
      }
    }
    tokens.back();
    Token first = tokens.peek();
    return new Node.Action(first.position(), pipelines.pipeline("command", Kind.RIGHT_DELIMITER));
  }

  private Statement jump(Token token) {
    String action = "{{" + token.text() + "}}";
    Token behind = tokens.nextNonSpace();
    if (!behind.is(Kind.RIGHT_DELIMITER)) {
      throw tokens.unexpected(behind, action);
    }
    if (ranges == 0) {
      throw tokens.error(action + " outside {{range}}");
    }
    return token.text().equals("break")
        ? new Node.Break(token.position())
        : new Node.Continue(token.position());
  }

  private Statement branch(Branch.Kind kind) {
    List<String> outer = pipelines.scope();
    Pipe pipe = pipelines.pipeline(kind.word(), Kind.RIGHT_DELIMITER);
    if (++depth > MAX_DEPTH) {
      throw tokens.error("template is nested too deeply");
    }
    ranges += kind == Branch.Kind.RANGE ? 1 : 0;
    List<Statement> list = list();
    ranges -= kind == Branch.Kind.RANGE ? 1 : 0;
    List<Statement> orElse = List.of();
    if (stop == Stop.ELSE) {
      if (kind != Branch.Kind.RANGE && tokens.peekNonSpace().isKeyword(kind.word())) {
        tokens.nextNonSpace();
        orElse = List.of(branch(kind));
      } else {
        orElse = list();
        if (stop != Stop.END) {
          throw tokens.error("expected end; found {{else}}");
        }
      }
    }
    depth--;
    pipelines.leave(outer);
    return new Branch(pipe.position(), kind, pipe, list, orElse);
  }

  private Statement call() {
    int position = tokens.peekNonSpace().position();
    String called = templateName("template clause");
    Pipe pipe = null;
    if (tokens.peekNonSpace().is(Kind.RIGHT_DELIMITER)) {
      tokens.nextNonSpace();
    } else {
      pipe = pipelines.pipeline("template clause", Kind.RIGHT_DELIMITER);
    }
    return new Node.Call(position, called, pipe);
  }

  private Statement block() {
    int position = tokens.peekNonSpace().position();
    String defined = templateName("block clause");
    Pipe pipe = pipelines.pipeline("block clause", Kind.RIGHT_DELIMITER);
    List<String> outer = pipelines.scope();
    List<Statement> body = list();
    if (stop != Stop.END) {
      throw tokens.error("unexpected {{else}} in block clause");
    }
    pipelines.leave(outer);
    definitions.put(defined, body);
    return new Node.Call(position, defined, pipe);
  }

  private String templateName(String context) {
    Token token = tokens.nextNonSpace();
    if (!token.is(Kind.STRING) && !token.is(Kind.RAW_STRING)) {
      throw tokens.unexpected(token, context);
    }
    return tokens.unquote(token);
  }
}
