package io.millrace.gateway.level;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.gateway.limits.TenantLimits;
import io.millrace.runtime.Settings;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LevelDetectorTest {
  private final LevelDetector detector =
      new LevelDetector(TenantLimits.from(new Settings(Map.of())).discovery());

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '^',
      value = {
        "an error here#error",
        "an ERR: here#error",
        "terror and errors#unknown",
        "x:error#unknown",
        "x|error#error",
        "(warning)#warn",
        "[Info] then error#info",
        "msg='fatal'!#fatal",
        "critical;#critical",
        "debugging debug#debug",
        "information#unknown",
        "trace#trace",
        "errore#unknown",
        "#unknown",
        "level=warn msg=error#warn",
        "LEVEL=dbg#debug",
        "lvl=warn level=info#info",
        "msg=\"level=error\" lvl=inf#info",
        "level=\"Information\"#info",
        "level=strange an error#error",
        "{\"level\":\"error\"}#error",
        "{\"a\":{\"level\":\"error\"},\"level\":\"info\"}#error",
        "{\"a\":{\"b\":{\"level\":\"error\"}},\"level\":\"info\"}#info",
        "{\"a\":{\"b\":{\"level\":\"fatal\"}}}#fatal",
        "{\"level\":30,\"msg\":\"warn\"}#warn",
        "{\"LeVeL\":\"error\",\"msg\":\"x\"}#error",
        " {\"x\":[{\"level\":\"debug\"}],\"Severity\":\"crit\\u0069cal\"} #debug",
        "{\"level\":\"info\" broken}#info",
        "{broken \"level\":\"warn\"}#warn",
      })
  void level_isThatOfTheLine(String line, String level) {
    assertThat(detect(line == null ? "" : line)).isEqualTo(level);
  }

  @Test
  void keyword_isTheFirstBetweenBoundaries() {
    String[] pieces = {
      "error",
      "ERR",
      "warn",
      "warning",
      "info",
      "debug",
      "trace",
      "fatal",
      "critical",
      "x",
      "é",
      " ",
      "\t",
      "[",
      "]",
      "(",
      ")",
      "\"",
      "'",
      "|",
      ":",
      ",",
      ";",
      "!",
      "}",
      "-",
      "_",
      "1"
    };
    for (int seed = 0; seed < 20_000; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(12); i > 0; i--) {
        text.append(pieces[random.nextInt(pieces.length)]);
      }

      String found = detect(text.toString());

      assertThat(found).as("seed %d: <%s>", seed, text).isEqualTo(slow(text.toString()));
    }
  }

  /// The rule as a regular expression.
  private static String slow(String line) {
    var word =
        Pattern.compile(
            "(?i)(?<=^|[ \\t\\n\\[({\"'=|])(trace|debug|fatal|critical|error|err|warning|warn|info)"
                + "(?=$|[ \\t\\n\\[({\"'=|\\])}:,!;])",
            Pattern.DOTALL);
    var found = word.matcher(line);
    if (!found.find()) {
      return "unknown";
    }
    return switch (found.group(1).toLowerCase(Locale.ROOT)) {
      case "err" -> "error";
      case "warning" -> "warn";
      case String other -> other;
    };
  }

  private String detect(String line) {
    byte[] bytes = ("##" + line + "##").getBytes(UTF_8);
    return new String(detector.fromLine(bytes, 2, bytes.length - 4).text(), UTF_8);
  }
}
