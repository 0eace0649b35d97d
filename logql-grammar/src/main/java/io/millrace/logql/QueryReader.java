package io.millrace.logql;

import io.millrace.logql.ast.Expr;
import io.millrace.logql.fault.SyntaxFault;
import io.millrace.logql.grammar.LogQlLexer;
import io.millrace.logql.grammar.LogQlParser;
import io.millrace.logql.grammar.LogQlParser.QueryContext;
import io.millrace.logql.grammar.NumberFault;
import io.millrace.logql.literal.GoString;
import io.millrace.logql.literal.PrometheusDuration;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.ParseCancellationException;

/// Turns text into a tree, or finds out what is wrong with it.
///
/// The text is read by the quick SLL strategy; what that refuses goes to [SyntaxFault], and by full
/// LL goes only what has no fault. Neither strategy repairs anything.
final class QueryReader {
  /// The longest query in UTF-8 bytes.
  static final int MAX_BYTES = 131_072;

  /// How deep parentheses and operators may nest. Whoever walks the tree recursively can rely on
  /// it.
  static final int MAX_DEPTH = 1_000;

  private QueryReader() {}

  static Expr read(String query) {
    int bytes = query.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_BYTES) {
      throw LogQlSyntaxException.of("input size too long (%d > %d)".formatted(bytes, MAX_BYTES));
    }
    var lexer = new LogQlLexer(CharStreams.fromString(query));
    lexer.removeErrorListeners();
    var stream = new CommonTokenStream(lexer);
    stream.fill();
    List<Token> tokens = stream.getTokens();
    checkDepth(tokens);
    try {
      QueryContext tree = parse(stream, PredictionMode.SLL);
      checkWords(tokens, tokens.size());
      return TreeBuilder.build(tree.expr());
    } catch (ParseCancellationException e) {
      throwFault(tokens);
      return readAgain(stream);
    } catch (StackOverflowError e) {
      throw tooDeep();
    }
  }

  /// Reads what SLL, or the [TreeBuilder], has refused although it is in good order.
  private static Expr readAgain(CommonTokenStream stream) {
    try {
      return TreeBuilder.build(parse(stream, PredictionMode.LL).expr());
    } catch (ParseCancellationException e) {
      if (e.getCause() instanceof LogQlSyntaxException ofTypes) {
        throw ofTypes;
      }
      throw new IllegalStateException("a sentence that the parser refuses", e);
    }
  }

  static LogQlSyntaxException tooDeep() {
    return LogQlSyntaxException.of("query is nested too deeply");
  }

  private static QueryContext parse(CommonTokenStream stream, PredictionMode mode) {
    stream.seek(0);
    var parser = new LogQlParser(stream);
    parser.removeErrorListeners();
    parser.setErrorHandler(new BailErrorStrategy());
    parser.getInterpreter().setPredictionMode(mode);
    return parser.query();
  }

  /// What the parser goes down for is an opening parenthesis, and `^`, which binds to the right.
  private static void checkDepth(List<Token> tokens) {
    int depth = 0;
    for (Token token : tokens) {
      switch (token.getType()) {
        case LogQlLexer.OPEN_PARENTHESIS, LogQlLexer.POW -> depth++;
        case LogQlLexer.CLOSE_PARENTHESIS -> depth--;
        default -> {}
      }
      if (depth > MAX_DEPTH) {
        throw tooDeep();
      }
    }
  }

  private static void throwFault(List<Token> tokens) {
    SyntaxFault fault = SyntaxFault.find(tokens);
    checkWords(tokens, Math.min(fault.position() + 1, tokens.size()));
    if (fault.position() < tokens.size()) {
      throw at(tokens.get(fault.position()), fault.message());
    }
  }

  /// Throws for the first of the first `count` tokens that is malformed in itself.
  private static void checkWords(List<Token> tokens, int count) {
    for (int i = 0; i < count; i++) {
      String fault = wordFault(tokens.get(i));
      if (!fault.isEmpty()) {
        throw at(tokens.get(i), fault);
      }
    }
  }

  private static String wordFault(Token token) {
    return switch (token.getType()) {
      case LogQlLexer.STRING -> GoString.fault(token.getText());
      case LogQlLexer.RANGE -> rangeFault(token.getText());
      case LogQlLexer.BAD_NUMBER -> NumberFault.of(token.getText());
      case LogQlLexer.BAD_STRING, LogQlLexer.BAD_CHARACTER -> "literal not terminated";
      case LogQlLexer.CHARACTER ->
          token.getText().codePoints().count() == 3 || token.getText().charAt(1) == '\\'
              ? ""
              : "invalid char literal";
      case LogQlLexer.BAD_RANGE -> "missing closing ']' in duration";
      case LogQlLexer.BAD_COMMENT -> "comment not terminated";
      default -> "";
    };
  }

  private static String rangeFault(String token) {
    try {
      return PrometheusDuration.parse(token.substring(1, token.length() - 1)) < 0 ? token : "";
    } catch (IllegalArgumentException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /// A fault at the beginning of a token. Words that the scanner of Loki reads in more than one
  /// step have lost their line there: it is 0.
  private static LogQlSyntaxException at(Token token, String fault) {
    int line = token.getLine();
    int column = token.getCharPositionInLine() + 1;
    if (token.getType() == Token.EOF && token.getStartIndex() == 0) {
      return LogQlSyntaxException.of(fault);
    }
    return switch (token.getType()) {
      case LogQlLexer.RE,
          LogQlLexer.NRE,
          LogQlLexer.NPA,
          LogQlLexer.NEQ,
          LogQlLexer.PIPE_EXACT,
          LogQlLexer.PIPE_MATCH,
          LogQlLexer.PIPE_PATTERN,
          LogQlLexer.CMP_EQ,
          LogQlLexer.LTE,
          LogQlLexer.GTE,
          LogQlLexer.DURATION,
          LogQlLexer.BYTES,
          LogQlLexer.PARSER_FLAG,
          LogQlLexer.RANGE,
          LogQlLexer.BAD_RANGE ->
          LogQlSyntaxException.at(0, column, fault);
      default -> LogQlSyntaxException.at(line, column, fault);
    };
  }
}
