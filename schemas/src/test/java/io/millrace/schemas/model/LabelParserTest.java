package io.millrace.schemas.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LabelParserTest {
  @Test
  void parse_keepsOrderDuplicatesAndEmptyValues() throws LabelSyntaxException {
    assertThat(LabelParser.parse(" { b = \"1\" ,a='2', b=`3\\n`,c=\"\", } "))
        .containsExactly(
            new Label("b", "1"), new Label("a", "2"), new Label("b", "3\\n"), new Label("c", ""));
    assertThat(LabelParser.parse("{}")).isEmpty();
    assertThat(LabelParser.parse("")).isEmpty();
  }

  @Test
  void parse_readsBackWhatLabelsPrint() throws LabelSyntaxException {
    Labels labels =
        Labels.of(
            List.of(
                new Label("a", "quote \" back \\ tab\t nul\0 bell\u0007 é漢😀 nbsp\u00a0 del\u007f"),
                new Label("b", "line\nbreak")));

    assertThat(Labels.of(LabelParser.parse(labels.toString()))).isEqualTo(labels);
  }

  @Test
  void parse_readsGoEscapes() throws LabelSyntaxException {
    assertThat(LabelParser.parse("{a=\"\\x41\\101\\u00e9\\U0001F600\\v\"}"))
        .containsExactly(new Label("a", "AAé😀\u000b"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '^',
      delimiter = '|',
      value = {
        "{a=b}|1:4: parse error: unexpected identifier \"b\" in label set, expected string",
        "{0a=\"b\"}|1:2: parse error: unexpected character inside braces: '0'",
        "{a:b=\"c\"}|1:3: parse error: unexpected character inside braces: ':'",
        "{a=\"b\"|1:7: parse error: unexpected end of input inside braces",
        "{a=\"b|1:4: parse error: unterminated quoted string",
        "{a=~\"b\"}|1:3: parse error: unexpected <op:=~> in label set, expected \"=\"",
        "{a=\"b\" c=\"d\"}|1:8: parse error: unexpected identifier \"c\" in label set, expected"
            + " \",\" or \"}\"",
        "{,}|1:2: parse error: unexpected \",\" in label set, expected identifier or \"}\"",
        "{a=\"b\",,}|1:8: parse error: unexpected \",\" in label set, expected identifier or"
            + " \"}\"",
        "{a=\"\\q\"}|1:4: parse error: unknown escape sequence U+0071 'q'",
        "{{|1:2: parse error: unexpected left brace '{'",
        "{a=\"b\"}x|1:8: parse error: unexpected identifier \"x\"",
      })
  void parse_saysWhereAndWhat(String text, String message) {
    assertThatThrownBy(() -> LabelParser.parse(text))
        .isInstanceOf(LabelSyntaxException.class)
        .hasMessage(message);
  }
}
