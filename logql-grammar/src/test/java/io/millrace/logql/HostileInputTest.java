package io.millrace.logql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.millrace.logql.ast.Expr;
import io.millrace.logql.ast.LogExpr;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostileInputTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '\0',
      textBlock =
          """
          ( ; 1_000_000
          ( ; 100_000
          sum( ; 30_000
          {a="b"} | ( ; 100_000
          1^ ; 60_000
          vector(1)+ ; 10_000
          1+ ; 60_000
          rate(( ; 20_000
          """)
  void parse_refusesWhatIsNestedTooDeeply(String text, String times) {
    String part = text.strip();
    int count = Integer.parseInt(times.strip().replace("_", ""));
    int repeated = part.lastIndexOf(' ') + 1;
    String query =
        part.substring(0, repeated) + part.substring(repeated).repeat(count) + "vector(1)";

    assertTimeoutPreemptively(
        LIMIT,
        () ->
            assertThatThrownBy(() -> LogQl.parse(query))
                .isInstanceOf(LogQlSyntaxException.class)
                .hasMessageMatching(".*(nested too deeply|size too long|syntax error).*"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '\0',
      textBlock =
          """
          {a="b"}           ; |= "x"         ; 10_000
          {a="b"} |= "x"    ; or "y"         ; 10_000
          {a="b"} | a=1     ; or a=1         ; 10_000
          {a="b"} | a=1     ; and a=1        ; 10_000
          {a="b"} | a=1     ; , a="x" or b>1 ; 5_000
          {a="b"} | json a  ; , a="x"        ; 10_000
          {a="b"} | drop a  ; , a="x"        ; 10_000
          {a="b"}           ; | json | a=1s  ; 5_000
          """)
  void parse_readsWhatIsOnlyLong(String head, String part, String times) {
    int count = Integer.parseInt(times.strip().replace("_", ""));
    String query = head.strip() + (" " + part.strip()).repeat(count);

    Expr tree = assertTimeoutPreemptively(LIMIT, () -> LogQl.parse(query));

    assertThat(tree).isInstanceOf(LogExpr.class);
    Expr again = assertTimeoutPreemptively(LIMIT, () -> LogQl.parse(LogQl.print(tree)));
    assertThat(again.equals(tree)).isTrue();
  }

  @Test
  void parse_goesAsDeepAsPromisedOnAVirtualThread() throws InterruptedException {
    int depth = QueryReader.MAX_DEPTH - 1;
    String query = "(".repeat(depth) + "vector(1)" + ")".repeat(depth);
    var parsed = new AtomicReference<Object>("nothing");

    Thread.ofVirtual().start(() -> parsed.set(LogQl.parse(query))).join();

    assertThat(parsed).hasValue(LogQl.parse("vector(1)"));
  }

  @Test
  void parse_readsDeepLabelFilters() {
    int depth = QueryReader.MAX_DEPTH - 1;
    String query =
        "{a=\"b\"} | "
            + "a=1 or (b>1s and (".repeat(depth / 2)
            + "c=\"d\""
            + "))".repeat(depth / 2);

    Expr tree = assertTimeoutPreemptively(LIMIT, () -> LogQl.parse(query));

    assertThat(tree).isInstanceOf(LogExpr.class);
  }

  @Test
  void parse_endsForAnyText() {
    var random = new Random(7);
    String alphabet = "{}()[]|=!~<>\"`'\\#/*-+.,0159xepmsabdyorin \n\tµ日😀\0";
    int[] letters = alphabet.codePoints().toArray();
    for (int i = 0; i < 5_000; i++) {
      var text = new StringBuilder();
      for (int length = random.nextInt(60); length > 0; length--) {
        text.appendCodePoint(letters[random.nextInt(letters.length)]);
      }
      String query = random.nextBoolean() ? text.toString() : "{a=\"b\"} | " + text;

      assertThat(outcome(query)).isNotEmpty();
    }
  }

  private static String outcome(String query) {
    try {
      return LogQl.format(query);
    } catch (LogQlSyntaxException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
