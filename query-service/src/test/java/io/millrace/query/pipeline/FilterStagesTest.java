package io.millrace.query.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterStagesTest {
  private static final Probe LINES =
      new Probe()
          .line("error: timeout")
          .line("INFO 10.0.0.7 done")
          .line("from ::1")
          .line("")
          .line("a 2001:db8::5 b 192.168.1.1:80")
          .line("Straße ERROR");

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '\'',
      nullValues = "-",
      value = {
        "|= `error`#0",
        "!= `error`#1,2,3,4,5",
        "|= `error` or `INFO`#0,1",
        "!= `error` or `INFO`#2,3,4,5",
        "|= ``#0,1,2,3,4,5",
        "!= ``#-",
        "|~ ``#0,1,2,3,4,5",
        "!~ ``#-",
        "!~ `.`#3",
        "|~ `(?i)ERROR`#0,5",
        "!~ `(?i)error`#1,2,3,4",
        "|~ `(?i)strasse`#-",
        "|~ `e.*t$`#0",
        "|= ip(`10.0.0.0/8`)#1",
        "!= ip(`10.0.0.0/8`)#0,2,3,4,5",
        "|= ip(`::1`)#2",
        "|= ip(`2001:db8::/32`)#4",
        "|= ip(`192.168.0.0-192.168.255.255`)#4",
        "|= ip(`10.0.0.7`) or `done`#1",
        "|> `<_>: <_>`#0",
        "|> `error: <_>`#0",
        "|> `error<_>`#0",
        "|> `<_>done`#1",
        "|> `done<_>`#-",
        "!> `<_>: <_>`#1,2,3,4,5",
        "|> ``#3",
        "|> `error: timeout`#0",
        "|= `e` |= `o` != `INFO`#0",
      })
  void lineFilters_keep(String filter, String rows) {
    List<Integer> expected =
        rows == null ? List.of() : List.of(rows.split(",")).stream().map(Integer::valueOf).toList();

    assertThat(LINES.run(filter).stream().map(out -> (int) out.timestamp()).toList())
        .isEqualTo(expected);
    assertThat(
            LINES.run("| label_format z=`1` | z=`1` " + filter).stream()
                .map(out -> (int) out.timestamp())
                .toList())
        .as("behind a barrier")
        .isEqualTo(expected);
  }

  @Test
  void lineFilters_goAheadOfStagesThatAreNoBarriers() {
    Probe probe = new Probe().line("\u001b[31mred\u001b[0m line");

    assertThat(probe.lines("| decolorize")).containsExactly("red line");
    assertThat(probe.lines("| decolorize |= `[31m`")).hasSize(1);
    assertThat(probe.lines("| decolorize |= `red line`")).isEmpty();
    assertThat(probe.lines("| line_format `new` |= `red`")).isEmpty();
    assertThat(probe.lines("| line_format `new` |= `new`")).containsExactly("new");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\'',
      value = {
        "foo~foo~true",
        "foo~foobar~false",
        "foo|bar~bar~true",
        "foo|bar~xbar~false",
        "foo.*~a foo b~true",
        ".*foo~foo b~true",
        ".*foo.*~xfoox~true",
        "error|err~my err~true",
        "bar|baz~bar~true",
        "bar|baz~a bar~false",
        "f(oo|ab)~xfab~true",
        "f(oo|ab)~fxx~false",
        ".*foo.*|bar~foo b~true",
        ".*foo.*|bar~bar~true",
        ".*foo.*|bar~a bar~false",
        "''~anything~true",
        ".*~~true",
        ".+~~false",
        ".+~x~true",
        "a[0-9]+~a12~true",
        "a[0-9]+~xa12~false",
        "(?i)FOO~foo~true",
        "(?i)foo.*~x FOO~true",
        "a.c~abc~true",
        "a.c~xabc~false",
      })
  void labelRegex_isSimplifiedAsInLoki(String regex, String value, boolean matches) {
    String given = value == null ? "" : value;
    Probe probe = new Probe().line("x", given.isEmpty() ? Map.of() : Map.of("v", given));

    assertThat(probe.run("| v=~`" + (regex == null ? "" : regex) + "`").size() == 1)
        .isEqualTo(matches);
    assertThat(probe.run("| v!~`" + (regex == null ? "" : regex) + "`").size() == 1)
        .isEqualTo(!matches);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "n>5~10~true",
        "n>5~5~false",
        "n>=5~5~true",
        "n<5~4.9~true",
        "n<=5~5.1~false",
        "n==5~5.0~true",
        "n=5~5~true",
        "n!=5~5~false",
        "n>-1~0~true",
        "n>1s~1500ms~true",
        "n<500us~0.2ms~true",
        "n==1m~60s~true",
        "n!=5ms~5ms~false",
        "n>1KB~2kb~true",
        "n>=1KiB~1000~false",
        "n==5MB~5000000~true",
        "n<1MB~3.5 MiB~false",
        "n=ip(`10.0.0.0/8`)~10.1.2.3~true",
        "n!=ip(`10.0.0.0/8`)~10.1.2.3~false",
        "n=ip(`::1`)~10.1.2.3~false",
      })
  void numericFilters_compare(String filter, String value, boolean matches) {
    Probe probe = new Probe().line("x", Map.of("n", value));

    assertThat(probe.run("| " + filter).size() == 1).isEqualTo(matches);
    assertThat(new Probe().line("x").run("| " + filter)).as("without the label").isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "n>5~strconv.ParseFloat: parsing \"oops\": invalid syntax",
        "n>5s~time: invalid duration \"oops\"",
        "n>5KB~strconv.ParseFloat: parsing \"\": invalid syntax",
      })
  void numericFilters_keepWhatTheyCannotRead(String filter, String details) {
    Probe.Out out = new Probe().line("x", Map.of("n", "oops")).one("| " + filter);

    assertThat(out.error()).isEqualTo("LabelFilterErr");
    assertThat(out.details()).isEqualTo(details);
  }

  @Test
  void labelFilters_combine() {
    Probe probe = new Probe().line("x", Map.of("a", "1", "b", "oops"));

    assertThat(probe.run("| a=`1` and b=`oops`")).hasSize(1);
    assertThat(probe.run("| a=`2` or b=`oops`")).hasSize(1);
    assertThat(probe.run("| a=`2`, b=`oops`")).isEmpty();
    assertThat(probe.one("| a=`1` or b>5").error()).isEmpty();
    assertThat(probe.one("| b>5 or a=`2`").error()).isEqualTo("LabelFilterErr");
    assertThat(probe.one("| b>5 | __error__=`LabelFilterErr`").error()).isNotEmpty();
    assertThat(probe.run("| b>5 | __error__=``")).isEmpty();
    assertThat(probe.run("| nosuch=``")).hasSize(1);
    assertThat(probe.run("| nosuch!=`x`")).hasSize(1);
  }
}
