package io.millrace.logql;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.logql.ast.Expr;
import io.millrace.logql.fault.SyntaxFault;
import io.millrace.logql.grammar.LogQlLexer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Token;
import org.junit.jupiter.api.Test;

class RandomQueriesTest {
  private static final long SEED = Long.getLong("seed", 20261101);
  private static final int ROUNDS = Integer.getInteger("rounds", 3_000);

  private final RandomQueries queries = new RandomQueries(SEED);
  private final Random random = new Random(SEED);

  @Test
  void print_readsBackAsTheSameTree() {
    for (int i = 0; i < ROUNDS; i++) {
      String query = queries.query();

      Expr tree = LogQl.parse(query);
      String printed = LogQl.print(tree);

      assertThat(LogQl.parse(printed)).as("seed %d: %s%n%s", SEED, query, printed).isEqualTo(tree);
    }
  }

  @Test
  void automaton_acceptsWhatTheParserAccepts() {
    for (int i = 0; i < ROUNDS; i++) {
      String query = queries.query();
      List<Token> tokens = tokens(query);

      SyntaxFault fault = SyntaxFault.find(tokens);

      assertThat(fault.position())
          .as("seed %d: %s: %s", SEED, query, fault)
          .isEqualTo(tokens.size());
    }
  }

  @Test
  void parse_refusesAsTheAutomatonDoes() {
    int refused = 0;
    for (int i = 0; i < ROUNDS; i++) {
      String query = damage(queries.query());
      boolean sentence = isSentence(query);

      String outcome = outcome(query);

      refused += sentence ? 0 : 1;
      boolean syntaxError = outcome.contains("syntax error");
      if (outcome.isEmpty() || syntaxError) {
        assertThat(syntaxError).as("seed %d: %s: %s", SEED, query, outcome).isEqualTo(!sentence);
      }
    }
    assertThat(refused).isBetween(ROUNDS / 4, ROUNDS);
  }

  private static boolean isSentence(String query) {
    List<Token> tokens = tokens(query);
    return SyntaxFault.find(tokens).position() == tokens.size();
  }

  private static String outcome(String query) {
    try {
      Expr tree = LogQl.parse(query);
      LogQl.print(tree);
      LogQl.format(query);
      return "";
    } catch (LogQlSyntaxException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /// A few words of the query taken away, doubled, moved or replaced by others.
  private String damage(String query) {
    List<String> words =
        new ArrayList<>(Arrays.asList(query.split("(?<=[\\[\\](){},|\\s])|(?=[\\[\\](){},|\\s])")));
    for (int i = 1 + random.nextInt(2); i > 0; i--) {
      int at = random.nextInt(words.size());
      switch (random.nextInt(5)) {
        case 0 -> words.set(at, "");
        case 1 -> words.add(at, words.get(random.nextInt(words.size())));
        case 2 -> Collections.swap(words, at, random.nextInt(words.size()));
        case 3 -> words.set(at, words.get(random.nextInt(words.size())));
        default -> words.add(at, " " + tokens(queries.query()).getFirst().getText() + " ");
      }
    }
    return String.join("", words);
  }

  private static List<Token> tokens(String query) {
    var lexer = new LogQlLexer(CharStreams.fromString(query));
    lexer.removeErrorListeners();
    var stream = new CommonTokenStream(lexer);
    stream.fill();
    return stream.getTokens();
  }
}
