package io.millrace.query.template;

import io.millrace.query.template.Node.Command;
import io.millrace.query.template.Node.Operand;
import io.millrace.query.template.Node.Pipe;
import io.millrace.query.template.Node.Variable;
import io.millrace.query.template.Token.Kind;
import io.millrace.query.value.GoQuote;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Parses what has a value: pipelines, commands, operands. Keeps track of the variables that are in
/// scope.
final class PipelineParser {
  private static final int MAX_DEPTH = 500;

  private final TokenReader tokens;
  private final Predicate<String> isFunction;
  private final List<String> variables = new ArrayList<>(List.of("$"));
  private int depth;

  PipelineParser(TokenReader tokens, Predicate<String> isFunction) {
    this.tokens = tokens;
    this.isFunction = isFunction;
  }

  /// The variables in scope, for [#leave].
  List<String> scope() {
    return List.copyOf(variables);
  }

  /// Forgets the variables that were declared since.
  void leave(List<String> outer) {
    variables.clear();
    variables.addAll(outer);
  }

  /// A pipeline up to `end`.
  Pipe pipeline(String context, Kind end) {
    int position = tokens.peekNonSpace().position();
    List<Variable> declared = new ArrayList<>();
    boolean assigns = declarations(context, declared);
    List<Command> commands = new ArrayList<>();
    while (true) {
      Token token = tokens.nextNonSpace();
      if (token.is(end)) {
        check(commands, context);
        return new Pipe(position, assigns, List.copyOf(declared), List.copyOf(commands));
      }
      switch (token.kind()) {
        case BOOL,
            CHAR_CONSTANT,
            DOT,
            FIELD,
            IDENTIFIER,
            NUMBER,
            NIL,
            RAW_STRING,
            STRING,
            VARIABLE,
            LEFT_PAREN -> {
          tokens.back();
          commands.add(command());
        }
        default -> throw tokens.unexpected(token, context);
      }
    }
  }

  private boolean declarations(String context, List<Variable> declared) {
    while (tokens.peekNonSpace().is(Kind.VARIABLE)) {
      int before = tokens.mark();
      Token variable = tokens.nextNonSpace();
      Token behind = tokens.peekNonSpace();
      boolean comma = behind.is(Kind.CHAR) && behind.text().equals(",");
      if (!comma && !behind.is(Kind.ASSIGN) && !behind.is(Kind.DECLARE)) {
        tokens.reset(before);
        return false;
      }
      tokens.nextNonSpace();
      declared.add(new Variable(variable.position(), List.of(variable.text())));
      variables.add(variable.text());
      if (!comma) {
        return behind.is(Kind.ASSIGN);
      }
      if (!context.equals("range") || declared.size() > 1) {
        throw tokens.error("too many declarations in " + context);
      }
      Kind following = tokens.peekNonSpace().kind();
      if (following != Kind.VARIABLE
          && following != Kind.RIGHT_DELIMITER
          && following != Kind.RIGHT_PAREN) {
        throw tokens.error("range can only initialize variables");
      }
    }
    return false;
  }

  private void check(List<Command> commands, String context) {
    if (commands.isEmpty()) {
      throw tokens.error("missing value for " + context);
    }
    for (int i = 1; i < commands.size(); i++) {
      switch (commands.get(i).args().getFirst()) {
        case Node.BoolLiteral _,
            Node.Dot _,
            Node.Nil _,
            Node.NumberLiteral _,
            Node.StringLiteral _ ->
            throw tokens.error("non executable command in pipeline stage " + (i + 1));
        default -> {}
      }
    }
  }

  private Command command() {
    int position = tokens.peekNonSpace().position();
    List<Operand> args = new ArrayList<>();
    while (true) {
      tokens.peekNonSpace();
      Operand operand = operand();
      if (operand != null) {
        args.add(operand);
      }
      Token token = tokens.next();
      if (token.is(Kind.SPACE)) {
        continue;
      }
      if (token.is(Kind.RIGHT_DELIMITER) || token.is(Kind.RIGHT_PAREN)) {
        tokens.back();
      } else if (!token.is(Kind.PIPE)) {
        throw tokens.unexpected(token, "operand");
      }
      break;
    }
    if (args.isEmpty()) {
      throw tokens.error("empty command");
    }
    return new Command(position, List.copyOf(args));
  }

  private @Nullable Operand operand() {
    Operand term = term();
    if (term == null || !tokens.peek().is(Kind.FIELD)) {
      return term;
    }
    int position = tokens.peek().position();
    List<String> path = new ArrayList<>();
    while (tokens.peek().is(Kind.FIELD)) {
      path.add(tokens.next().text().substring(1));
    }
    return switch (term) {
      case Node.Field(_, List<String> first) -> new Node.Field(position, join(first, path));
      case Variable(_, List<String> first) -> new Variable(position, join(first, path));
      case Node.Identifier _, Node.Chain _, Pipe _ ->
          new Node.Chain(position, term, List.copyOf(path));
      case Node.BoolLiteral _, Node.StringLiteral _, Node.NumberLiteral _, Node.Nil _, Node.Dot _ ->
          throw tokens.error(
              "unexpected . after term " + GoQuote.quote(GoString.decode(term.print())));
    };
  }

  private static List<String> join(List<String> first, List<String> second) {
    List<String> all = new ArrayList<>(first);
    all.addAll(second);
    return List.copyOf(all);
  }

  private @Nullable Operand term() {
    Token token = tokens.nextNonSpace();
    int position = token.position();
    return switch (token.kind()) {
      case IDENTIFIER -> {
        if (!isFunction.test(token.text())) {
          throw tokens.error("function " + GoQuote.quote(token.text()) + " not defined");
        }
        yield new Node.Identifier(position, token.text());
      }
      case DOT -> new Node.Dot(position);
      case NIL -> new Node.Nil(position);
      case VARIABLE -> {
        if (!variables.contains(token.text())) {
          throw tokens.error("undefined variable " + GoQuote.quote(token.text()));
        }
        yield new Variable(position, List.of(token.text()));
      }
      case FIELD -> new Node.Field(position, List.of(token.text().substring(1)));
      case BOOL -> new Node.BoolLiteral(position, token.text().equals("true"));
      case CHAR_CONSTANT, NUMBER -> Constants.number(token, tokens::error);
      case STRING, RAW_STRING ->
          new Node.StringLiteral(position, token.text(), tokens.unquote(token));
      case LEFT_PAREN -> {
        if (++depth > MAX_DEPTH) {
          throw tokens.error("template is nested too deeply");
        }
        Pipe pipe = pipeline("parenthesized pipeline", Kind.RIGHT_PAREN);
        depth--;
        yield pipe;
      }
      default -> {
        tokens.back();
        yield null;
      }
    };
  }
}
