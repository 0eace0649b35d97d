package io.millrace.query.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class FormatStagesTest {
  private static final Probe ROW =
      new Probe().line("line", Map.of("a", "1", "b", "2", "trace", "t"));

  @Test
  void lineFormat_replacesTheLineButNotOnErrors() {
    assertThat(ROW.lines("| line_format `{{.a}}-{{.none}}-{{__line__}}`"))
        .containsExactly("1--line");
    Probe.Out out = ROW.one("| line_format `{{ bytes .b \"x\" }}`");

    assertThat(out.line()).isEqualTo("line");
    assertThat(out.error()).isEqualTo("TemplateFormatErr");
    assertThat(out.details())
        .isEqualTo(
            "template: line:1:3: executing \"line\" at <bytes>: wrong number of args for bytes:"
                + " want 1 got 2");
  }

  @Test
  void labelFormat_renamesAndSets() {
    assertThat(ROW.one("| label_format c=a, d=`{{.b}}{{.a}}`").labels())
        .isEqualTo(Map.of("b", "2", "c", "1", "d", "2", "trace", "t"));
    assertThat(ROW.one("| label_format d=`{{.b}}{{.a}}`, c=a, e=`{{.a}}{{.d}}`").labels())
        .isEqualTo(Map.of("b", "2", "c", "1", "d", "21", "e", "1", "trace", "t"));
    assertThat(ROW.one("| label_format c=none").labels())
        .isEqualTo(Map.of("a", "1", "b", "2", "trace", "t"));
  }

  @Test
  void dropAndKeep_chooseLabels() {
    assertThat(ROW.one("| drop a, b=`2`, trace=`x`").labels()).isEqualTo(Map.of("trace", "t"));
    assertThat(ROW.one("| keep a, b=`3`").labels()).isEqualTo(Map.of("a", "1"));
    assertThat(ROW.one("| json | drop __error__").error()).isEmpty();
    assertThat(ROW.one("| json | keep a").labels()).containsKeys("a", "__error__");
    assertThat(ROW.run("| drop app | json | app=``")).hasSize(1);
  }

  @Test
  void decolorize_takesEscapeSequencesAway() {
    Probe probe =
        new Probe().line("\u001b[1;31mred\u001b[0m plain").line("no colour").line("é\u001b[32mü");

    assertThat(probe.lines("| decolorize")).containsExactly("red plain", "no colour", "éü");
  }

  @Test
  void compile_reportsBadTemplates() {
    assertThatThrownBy(() -> Probe.pipeline("| line_format `{{ nosuch }}`", Needs.logQuery()))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("template: line:1: function \"nosuch\" not defined");
  }
}
