package io.millrace.logql.fault;

import io.millrace.logql.grammar.LogQlLexer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.antlr.v4.runtime.Token;

/// A word in the wrong place, worded as Loki words it: `syntax error: unexpected IDENTIFIER,
/// expecting STRING`.
///
/// @param position the index of the word in the tokens
/// @param message what was found, and what the parser was prepared for if that is at most four
///   words
public record SyntaxFault(int position, String message) {
  private static final int MOST_EXPECTED = 4;

  /// Reads the tokens, the last of which is the end of the text. The position lies behind the last
  /// token, and the message means nothing, if there is no fault to be found.
  public static SyntaxFault find(List<Token> tokens) {
    int[] words = tokens.stream().mapToInt(SyntaxFault::word).toArray();
    ShiftAutomaton.Stop stop = Shared.AUTOMATON.read(words);
    if (stop.position() == words.length) {
      return new SyntaxFault(stop.position(), "");
    }
    var message =
        new StringBuilder("syntax error: unexpected ").append(name(words[stop.position()]));
    if (!stop.usable().isEmpty() && stop.usable().size() <= MOST_EXPECTED) {
      message.append(", expecting ");
      message.append(String.join(" or ", stop.usable().stream().map(SyntaxFault::name).toList()));
    }
    return new SyntaxFault(stop.position(), message.toString());
  }

  private static int word(Token token) {
    return token.getType() == Token.EOF ? Rules.END : token.getType();
  }

  /// How a message calls a word: by its spelling, but functions and kinds of words by their name.
  private static String name(int word) {
    return switch (word) {
      case Rules.END -> "$end";
      case LogQlLexer.BAD_NUMBER -> "NUMBER";
      case LogQlLexer.BAD_STRING -> "STRING";
      case LogQlLexer.BAD_RANGE -> "RANGE";
      case LogQlLexer.CHARACTER,
          LogQlLexer.BAD_CHARACTER,
          LogQlLexer.BAD_COMMENT,
          LogQlLexer.OTHER ->
          "IDENTIFIER";
      case LogQlLexer.COUNT_OVER_TIME,
          LogQlLexer.RATE,
          LogQlLexer.RATE_COUNTER,
          LogQlLexer.SUM,
          LogQlLexer.SORT,
          LogQlLexer.SORT_DESC,
          LogQlLexer.AVG,
          LogQlLexer.MAX,
          LogQlLexer.MIN,
          LogQlLexer.COUNT,
          LogQlLexer.STDDEV,
          LogQlLexer.STDVAR,
          LogQlLexer.BOTTOMK,
          LogQlLexer.TOPK,
          LogQlLexer.APPROX_TOPK,
          LogQlLexer.BYTES_OVER_TIME,
          LogQlLexer.BYTES_RATE,
          LogQlLexer.AVG_OVER_TIME,
          LogQlLexer.SUM_OVER_TIME,
          LogQlLexer.MIN_OVER_TIME,
          LogQlLexer.MAX_OVER_TIME,
          LogQlLexer.STDVAR_OVER_TIME,
          LogQlLexer.STDDEV_OVER_TIME,
          LogQlLexer.QUANTILE_OVER_TIME,
          LogQlLexer.BYTES_CONV,
          LogQlLexer.DURATION_CONV,
          LogQlLexer.DURATION_SECONDS_CONV,
          LogQlLexer.FIRST_OVER_TIME,
          LogQlLexer.LAST_OVER_TIME,
          LogQlLexer.ABSENT_OVER_TIME,
          LogQlLexer.VECTOR ->
          LogQlLexer.VOCABULARY.getSymbolicName(word);
      default -> spelling(word);
    };
  }

  private static String spelling(int word) {
    String literal = LogQlLexer.VOCABULARY.getLiteralName(word);
    return literal == null
        ? LogQlLexer.VOCABULARY.getSymbolicName(word)
        : literal.substring(1, literal.length() - 1);
  }

  /// Built when the first faulty query comes.
  private static final class Shared {
    static final ShiftAutomaton AUTOMATON = new ShiftAutomaton(new Rules(lines(), tokenNames()));

    private static List<String> lines() {
      try (InputStream in = SyntaxFault.class.getResourceAsStream("sentences.bnf")) {
        byte[] bytes = Objects.requireNonNull(in, "sentences.bnf").readAllBytes();
        return new String(bytes, StandardCharsets.UTF_8).lines().toList();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static List<String> tokenNames() {
      List<String> names = new ArrayList<>(List.of("$end"));
      for (int type = 1; type <= LogQlLexer.VOCABULARY.getMaxTokenType(); type++) {
        names.add(LogQlLexer.VOCABULARY.getSymbolicName(type));
      }
      return names;
    }
  }
}
