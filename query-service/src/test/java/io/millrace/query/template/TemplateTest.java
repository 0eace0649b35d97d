package io.millrace.query.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.query.row.Category;
import io.millrace.query.row.NameTable;
import io.millrace.query.row.Projection;
import io.millrace.query.row.Row;
import io.millrace.schemas.model.Labels;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class TemplateTest {
  private static final Map<String, String> LABELS =
      Map.of(
          "msg",
          "hello World",
          "n",
          "42",
          "f",
          "2.5",
          "empty",
          "",
          "jp",
          "日本語のログ",
          "q",
          "a b&c=d/é",
          "json",
          "{\"a\":[1,\"x\",null],\"b\":{\"c\":true},\"d\":1.5}",
          "d",
          "1m30s",
          "size",
          "2KB",
          "sp",
          "  x  ");
  private static final String LINE = "the <line>";
  private static final long TIMESTAMP = 1_793_494_200_123_456_789L;

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(
      resources = "/template/outputs.txt",
      delimiter = '~',
      quoteCharacter = '\u0001',
      maxCharsPerColumn = 4096)
  void run_printsWhatGoPrints(String template, String output) {
    assertThat(run(template)).isEqualTo(output == null ? "" : unescape(output));
  }

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(
      resources = "/template/errors.txt",
      delimiter = '~',
      quoteCharacter = '\u0001',
      maxCharsPerColumn = 4096)
  void run_failsWhereGoFails(String template, String message) {
    assertThatThrownBy(() -> run(template))
        .isInstanceOf(TemplateException.class)
        .hasMessage("template: line:" + message);
  }

  @Test
  void run_cutsBytesNotCharacters() {
    Row row = row();
    int from =
        Template.compile("line", "{{ trunc 4 .jp }}").newRunner(row.labels().names()).run(row);

    assertThat(row.scratch().position() - from).isEqualTo(4);
  }

  @Test
  void run_boundsItsOutput() {
    assertThatThrownBy(() -> run("{{ repeat 1000000000 \"abc\" }}"))
        .hasMessageContaining("error calling repeat: result of 3000000000 bytes");
    assertThatThrownBy(
            () ->
                run(
                    "{{ range 100000 }}{{ range 100000 }}{{ repeat 1000 \"x\" }}{{ end }}{{ end"
                        + " }}"))
        .hasMessageContaining("output of more than");
    assertThatThrownBy(
            () -> run("{{ define \"r\" }}{{ template \"r\" }}{{ end }}{{ template \"r\" }}"))
        .hasMessageContaining("exceeded maximum template depth");
    assertThatThrownBy(() -> run("{{" + "(".repeat(100_000)))
        .hasMessageContaining("nested too deeply");
  }

  @Test
  void fields_areThoseThatMayBeLabels() {
    Template template =
        Template.compile(
            "line",
            "{{ .a }}{{ if .b.c }}{{ $.d }}{{ end }}{{ range (fromJson .e) }}{{ .f }}{{ end }}");

    assertThat(template.fields()).containsExactlyInAnyOrder("a", "b", "d", "e", "f");
    assertThat(template.readsAllLabels()).isFalse();
    assertThat(Template.compile("line", "{{ . }}").readsAllLabels()).isTrue();
    assertThat(Template.compile("line", "{{ index $ \"a\" }}").readsAllLabels()).isTrue();
  }

  private static Row row() {
    Row row = new Row(new NameTable(), new Projection.Everything());
    row.labels().startRun(Labels.of(Map.of("app", "api")));
    row.start(TIMESTAMP);
    byte[] line = LINE.getBytes(StandardCharsets.UTF_8);
    row.setLine(line, 0, line.length);
    LABELS.forEach(
        (name, value) -> {
          byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
          row.labels().set(Category.PARSED, row.labels().names().id(name), bytes, 0, bytes.length);
        });
    return row;
  }

  private static String run(String template) {
    Row row = row();
    int from =
        Template.compile("line", unescape(template)).newRunner(row.labels().names()).run(row);
    return new String(
        row.scratch().bytes(), from, row.scratch().position() - from, StandardCharsets.UTF_8);
  }

  /// `⏎` is a newline in the tables.
  private static String unescape(String text) {
    return text.replace('⏎', '\n').replace('␠', ' ');
  }
}
