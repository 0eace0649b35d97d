package io.millrace.logql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegexCheckTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '\0',
      textBlock =
          """
          ((x{100}){100}){100};invalid repeat count: `{100}`
          (a|b{2}c){501};invalid repeat count: `{501}`
          x{1001};invalid repeat count: `{1001}`
          x{2,5}{250};invalid repeat count: `{250}`
          [;missing closing ]: `[`
          a);unexpected ): `a)`
          a\\;trailing backslash at end of expression: ``
          (?!x);invalid or unsupported Perl syntax: `(?!`
          """)
  void fault_saysWhatGoSays(String regex, String message) {
    assertThat(RegexCheck.fault(regex.replace("\\\\", "\\")))
        .isEqualTo("error parsing regexp: " + message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "(a{10}){100}",
        "[](){1001}]{2}",
        "[[:alpha:]{9}]{1000}",
        "\\{2000}\\p{Greek}{1000}",
        "\\Q((((\\E{3}",
        "a{,5}|{3",
        "(?i)(?P<name>x+?){0,1000}"
      })
  void fault_findsNothingInWhatIsRight(String regex) {
    assertThat(RegexCheck.fault(regex)).isEmpty();
  }

  @Test
  void fault_refusesBombsAtOnce() {
    String deep = "(".repeat(60_000) + ")".repeat(60_000);
    String wide = "x{1000}".repeat(18_000);

    assertTimeoutPreemptively(
        LIMIT,
        () -> {
          assertThat(RegexCheck.fault(deep))
              .startsWith("error parsing regexp: expression nests too deeply");
          assertThat(RegexCheck.fault(wide))
              .startsWith("error parsing regexp: expression too large");
        });
  }
}
