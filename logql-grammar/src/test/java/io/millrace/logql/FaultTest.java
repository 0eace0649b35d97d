package io.millrace.logql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.logql.ast.Expr;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultTest {
  @TestFactory
  Stream<DynamicTest> parse_refusesWithTheMessageOfTheTable() throws IOException {
    List<String> lines = table();
    return IntStream.range(0, lines.size() - 1)
        .filter(i -> lines.get(i + 1).startsWith("  "))
        .mapToObj(
            i ->
                DynamicTest.dynamicTest(
                    "query " + lines.get(i),
                    () ->
                        assertThatThrownBy(() -> LogQl.parse(lines.get(i).replace("\\n", "\n")))
                            .isInstanceOf(LogQlSyntaxException.class)
                            .hasMessage(lines.get(i + 1).substring(2))));
  }

  @Test
  void parse_tellsLineAndColumn() {
    var fault =
        catchThrowableOfType(
            LogQlSyntaxException.class, () -> LogQl.parse("{a=\"b\"}\n  | regexp 5"));

    assertThat(fault.line()).isEqualTo(2);
    assertThat(fault.column()).isEqualTo(12);
  }

  @Test
  void parse_countsColumnsInCharactersNotInBytes() {
    assertThatThrownBy(() -> LogQl.parse("{a=\"日本😀\"} |= x"))
        .hasMessageStartingWith("parse error at line 1, col 14:");
  }

  @Test
  void parse_refusesWhatIsTooLong() {
    String query = "{a=\"" + "é".repeat(65_534) + "\"}";

    assertThatThrownBy(() -> LogQl.parse(query))
        .hasMessage("parse error : input size too long (131074 > 131072)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '\0',
      textBlock =
          """
          {a="b"} |~ "[";stage '|~ "["' : error parsing regexp: missing closing ]: `[`
          {a="b"} !> "<x>";stage '!> "<x>"' : named captures are not allowed
          {a="b"} |> "<_><_>";stage '|> "<_><_>"' : found consecutive capture '<_><_>': invalid expression
          {a="b"} |~ ip("::1");stage '|~ ip("::1")' : ip: invalid operation
          {a="b"} | label_format x=y,x=z;stage '| label_format x=y,x=z' : multiple label name 'x' not allowed in a single format operation
          {a="b"} | label_format __error__=y;stage '| label_format __error__=y' : __error__ cannot be formatted
          {a="b"} | json x="a..b";stage '| json x="a..b"' : cannot parse expression [a..b]: syntax error: unexpected .
          {a="b"} | json x="";stage '| json x=""' : cannot parse expression []: syntax error: unexpected $end
          sum(rate({a="b"} |~ "(" [5m])) + 1;stage '|~ "("' : error parsing regexp: missing closing ): `(`
          """)
  void checkStages_findsWhatParseLeaves(String query, String message) {
    Expr expr = LogQl.parse(query);

    assertThatThrownBy(() -> LogQl.checkStages(expr))
        .isInstanceOf(LogQlSyntaxException.class)
        .hasMessage("parse error : " + message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{a=\"b\"} |~ \"x+\" |> \"a <_> b\" |= ip(\"nonsense\")",
        "{a=\"b\"} | json x=\"a.b[0][\\\"c d\\\"].e\", y | logfmt z=\"any.key\"",
        "{a=\"b\"} | label_format x=y,y=\"{{.x}}\" | line_format \"{{\""
      })
  void checkStages_acceptsTheRest(String query) {
    LogQl.checkStages(LogQl.parse(query));
  }

  @Test
  void parseSelector_takesOnlyMatchers() {
    assertThat(LogQl.parseSelector("({a=\"b\", c=~\"d\"})")).hasSize(2);
    assertThatThrownBy(() -> LogQl.parseSelector("{a=\"b\"} |= \"x\""))
        .hasMessage("only label matchers are supported");
    assertThatThrownBy(() -> LogQl.parseSelector("rate({a=\"b\"}[5m])"))
        .hasMessage("only label matchers are supported");
    assertThatThrownBy(() -> LogQl.parseSelector("{}"))
        .hasMessageStartingWith("parse error : queries require at least one");
    assertThat(LogQl.parseAnySelector("{}")).isEmpty();
  }

  private static List<String> table() throws IOException {
    try (InputStream in = FaultTest.class.getResourceAsStream("faults.txt")) {
      byte[] bytes = Objects.requireNonNull(in, "faults.txt").readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("# "))
          .toList();
    }
  }
}
