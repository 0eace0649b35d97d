package io.millrace.query.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParserStagesTest {
  @Test
  void json_flattensAndSanitizes() {
    String line =
        "{\"a\":{\"b\":1,\"c"
            + " d\":{\"e\":true}},\"0x\":\"n\",\"é\":\"acc\",\"arr\":[1,{\"x\":2}],\"nul\":null,\"s\":\"q\\\"\\u00e9\\n"
            + "\",\"big\":12345678901234567890,\"dup\":1,\"dup\":2}";

    assertThat(new Probe().line(line).one("| json").labels())
        .isEqualTo(
            Map.of(
                "a_b",
                "1",
                "a_c_d_e",
                "true",
                "_0x",
                "n",
                "_",
                "acc",
                "s",
                "q\"é\n",
                "big",
                "12345678901234567890",
                "dup",
                "1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "{~Malformed JSON error~",
        "12~Value looks like object, but can't find closing '}' symbol~",
        "not json~Value looks like object, but can't find closing '}' symbol~",
        "[1]~Value looks like object, but can't find closing '}' symbol~",
        "{\"a\":\"x~Value is string, but can't find closing '\"' symbol~",
        "{\"b\":1,\"a\":\"x~Value is string, but can't find closing '\"' symbol~1",
        "{\"b\":1,\"a\":{\"c\":1~Value looks like object, but can't find closing '}' symbol~1",
        "{\"b\":1,\"a\":[1~Value is array, but can't find closing ']' symbol~1",
        "{\"b\":1~Value is array, but can't find closing ']' symbol~1",
        "{\"b\":1 \"c\":2}~Value looks like object, but can't find closing '}' symbol~1",
        "{\"b\":1,c:2}~Value looks like object, but can't find closing '}' symbol~1",
        "{\"b\":1,\"c\" 2}~Malformed JSON error~1",
        "{\"b\":1,\"c\":bad}~Unknown value type~1",
        "{\"b\":1,\"\\q\":2}~Encountered an invalid escape sequence in a string~1",
      })
  void json_keepsWhatStandsBeforeTheFault(String line, String details, String b) {
    Probe.Out out = new Probe().line(line).one("| json");

    assertThat(out.error()).isEqualTo("JSONParserErr");
    assertThat(out.details()).isEqualTo(details);
    assertThat(out.labels().get("b")).isEqualTo(b);
  }

  @Test
  void json_takesEverythingUpToTheClosingBrace() {
    assertThat(new Probe().line(" {\"a\" : \"b\" } trailing {").one("| json").labels())
        .isEqualTo(Map.of("a", "b"));
    assertThat(new Probe().line("{}").one("| json").labels()).isEmpty();
  }

  @Test
  void json_replacesWhatIsNotUnicode() {
    assertThat(new Probe().line("{\"a\":\"x\ufffdy\"}").one("| json").labels())
        .isEqualTo(Map.of("a", "x y"));
    assertThat(new Probe().line("{\"a\":\"\\ud800\"}").one("| json").labels())
        .isEqualTo(Map.of("a", ""));
  }

  @Test
  void json_goesDownAThousandLevels() {
    String deep = "{\"a\":".repeat(5000) + "1" + "}".repeat(5000);

    assertThat(new Probe().line(deep).one("| json").error()).isEmpty();
  }

  @Test
  void parsers_suffixNamesThatTheRowHas() {
    Probe probe =
        new Probe()
            .line(
                "{\"app\":\"x\",\"level\":\"y\",\"z\":\"w\"}", Map.of("level", "info", "app", "m"));

    assertThat(probe.one("| json").labels())
        .isEqualTo(Map.of("app_extracted", "x", "level", "info", "level_extracted", "y", "z", "w"));
  }

  @Test
  void parsers_keepTheFirstValueOfAName() {
    Probe probe = new Probe().line("a=1 b=2 {\"a\":3}");

    assertThat(probe.one("| logfmt | line_format `{\"a\":\"9\",\"c\":\"8\"}` | json").labels())
        .containsEntry("a", "1")
        .containsEntry("c", "8");
  }

  @Test
  void jsonExpressions_readPaths() {
    String line =
        "{\"u\":{\"name\":\"bob\",\"tags\":[\"x\",{\"k\":5}],\"a"
            + " b\":1},\"n\":null,\"s\":\"a\\\"b\"}";
    Probe probe = new Probe().line(line);

    assertThat(
            probe
                .one(
                    "| json name=\"u.name\", t=\"u.tags[0]\", k=\"u.tags[1].k\", all=\"u.tags\","
                        + " ab=`u[\"a b\"]`, n, s, gone=\"x.y\"")
                .labels())
        .isEqualTo(
            Map.of(
                "name",
                "bob",
                "t",
                "x",
                "k",
                "5",
                "all",
                "[\"x\",{\"k\":5}]",
                "ab",
                "1",
                "n",
                "",
                "s",
                "a\"b",
                "gone",
                ""));
  }

  @Test
  void jsonExpressions_leaveOtherLabelsOfTheNameAlone() {
    Probe probe = new Probe().line("{\"x\":1}", Map.of("level", "info"));

    assertThat(probe.one("| json level=\"nosuch\", app=\"x\"").labels())
        .isEqualTo(Map.of("level", "info", "app_extracted", "1"));
  }

  @Test
  void jsonExpressions_markLinesThatBeginOtherwise() {
    Probe.Out out = new Probe().line("not json").one("| json a=\"b\"");

    assertThat(out.error()).isEqualTo("JSONParserErr");
    assertThat(out.details()).isEmpty();
  }

  @Test
  void logfmt_passesOverWhatIsNoPair() {
    Probe probe =
        new Probe()
            .line("a=1 =novalue b=c=d x.y-z=2 flag q=\"a \\\"b\\\"\\n\" e= bad\"k=3 u=\"open a=9");

    assertThat(probe.one("| logfmt").labels())
        .isEqualTo(Map.of("a", "1", "x_y_z", "2", "q", "a \"b\"\n"));
    assertThat(probe.one("| logfmt --keep-empty").labels())
        .containsEntry("flag", "")
        .containsEntry("e", "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "a=1 =x~logfmt syntax error at pos 5 : unexpected '='",
        "a=1 b=c=d~logfmt syntax error at pos 8 : unexpected '='",
        "a=1 b\"c=d~logfmt syntax error at pos 6 : unexpected '\"'",
        "a=1 b=\"open~logfmt syntax error at pos 12 : unterminated quoted value",
        "a=1 b=\"\\x\" c=2~logfmt syntax error at pos 11 : invalid quoted value",
      })
  void logfmt_strictStopsAtTheFirstFault(String line, String details) {
    Probe.Out out = new Probe().line(line).one("| logfmt --strict");

    assertThat(out.error()).isEqualTo("LogfmtParserErr");
    assertThat(out.details()).isEqualTo(details);
    assertThat(out.labels()).containsEntry("a", "1").doesNotContainKey("c");
  }

  @Test
  void logfmtExpressions_takeOnlyTheirKeys() {
    Probe probe = new Probe().line("level=info user=\"bob b\" x=1", Map.of("lvl", "m"));

    assertThat(probe.one("| logfmt level, u=\"user\", none=\"nosuch\", lvl=\"nosuch\"").labels())
        .isEqualTo(Map.of("level", "info", "u", "bob b", "none", "", "lvl", "m"));
  }

  @Test
  void regexp_setsNamedGroups() {
    Probe probe = new Probe().line("10.0.0.1 - bob é GET");

    assertThat(
            probe
                .one("| regexp `^(?P<ip>\\S+) - (?P<user>\\S+) (\\S+) (?P<method>[A-Z]+)(?P<o>x)?`")
                .labels())
        .isEqualTo(Map.of("ip", "10.0.0.1", "user", "bob", "method", "GET", "o", ""));
    assertThat(probe.one("| regexp `(?P<a>nomatch)`").labels()).isEmpty();
  }

  @Test
  void pattern_takesTheRestWhereTheTextIsMissing() {
    Probe probe = new Probe().line("1.2.3.4 - bob [now] tail");

    assertThat(probe.one("| pattern `<ip> - <_> [<time>] <rest>`").labels())
        .isEqualTo(Map.of("ip", "1.2.3.4", "time", "now", "rest", "tail"));
    assertThat(probe.one("| pattern `<ip> - <user> {<x>}`").labels())
        .isEqualTo(Map.of("ip", "1.2.3.4", "user", "bob [now] tail"));
    assertThat(probe.one("| pattern `x<ip> `").labels()).isEmpty();
  }

  @Test
  void unpack_replacesTheLine() {
    Probe probe =
        new Probe()
            .line("{\"pod\":\"p1\",\"app\":\"q\",\"num\":1,\"_entry\":\"in \\\"side\\\"\"}")
            .line("{\"pod\":\"p2\"}")
            .line("plain")
            .line("");

    assertThat(probe.run("| unpack").getFirst().labels())
        .isEqualTo(Map.of("pod", "p1", "app_extracted", "q"));
    assertThat(probe.lines("| unpack"))
        .containsExactly("in \"side\"", "{\"pod\":\"p2\"}", "plain", "");
    assertThat(probe.run("| unpack").get(1).labels()).isEmpty();
    assertThat(probe.run("| unpack").get(2).details())
        .isEqualTo("expecting json object(6), but it is not");
    assertThat(probe.run("| unpack").get(3).error()).isEmpty();
  }

  @Test
  void compile_saysWhatIsWrongWithAnExpression() {
    assertThatThrownBy(() -> Probe.pipeline("| json a=\"b.\"", Needs.logQuery()))
        .hasMessageContaining("cannot parse expression [b.]");
  }
}
