package io.millrace.query.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.logql.ast.Unwrap;
import io.millrace.query.pipeline.Needs.LineUse;
import io.millrace.query.row.LabelSet;
import io.millrace.schemas.model.Label;
import io.millrace.store.filter.TextQuery;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PipelineTest {
  @Test
  void series_areNumberedByTheLabelsThatCount() throws IOException {
    Probe probe =
        new Probe()
            .line("a", Map.of("user", "bob", "x", "1"))
            .line("b", Map.of("user", "eve", "x", "2"))
            .line("c", Map.of("user", "bob", "x", "3"))
            .line("d");
    Runner runner = Probe.pipeline("", Needs.by(List.of("user", "app"), LineUse.NONE)).newRunner();
    List<Integer> series = new ArrayList<>();

    runner.run(probe.slice(), 0, 10, (_, row) -> series.add(row.series()));

    assertThat(series).containsExactly(0, 1, 0, 2);
    assertThat(runner.labels(0).all())
        .containsExactly(new Label("app", "api"), new Label("user", "bob"));
    assertThat(runner.labels(2).all()).containsExactly(new Label("app", "api"));
  }

  @Test
  void series_ofALogQueryKeepTheCategoriesApart() throws IOException {
    Probe probe = new Probe().line("p=1", Map.of("m", "2", "app", "3"));
    List<LabelSet> sets = new ArrayList<>();

    Probe.pipeline("| logfmt | label_format q=app", Needs.logQuery())
        .newRunner()
        .run(probe.slice(), 0, 10, (_, row) -> sets.add(row.labelSet()));

    assertThat(sets)
        .containsExactly(
            new LabelSet(
                List.of(),
                List.of(new Label("app_extracted", "3"), new Label("m", "2")),
                List.of(new Label("p", "1"), new Label("q", "api"))));
  }

  @Test
  void run_keepsToItsTimesAndStopsWhenTold() throws IOException {
    Probe probe = new Probe().line("0").line("1").line("2").line("3");
    Runner runner = Probe.pipeline("!= `9`", Needs.logQuery()).newRunner();
    List<Long> seen = new ArrayList<>();

    runner.run(probe.slice(), 1, 3, (_, row) -> seen.add(row.timestamp()));
    runner.run(
        probe.slice(),
        0,
        9,
        (_, row) -> {
          seen.add(row.timestamp());
          return false;
        });

    assertThat(seen).containsExactly(1L, 2L, 0L);
  }

  @Test
  void unwrap_givesValuesAndErrors() throws IOException {
    Probe probe = new Probe().line("v=1.5 u=x").line("v=oops u=x").line("u=x").line("v=NaN");
    Unwrap unwrap = new Unwrap("v", Unwrap.Conversion.NUMBER, List.of());
    Runner runner =
        Pipeline.compile(
                ((io.millrace.logql.ast.LogExpr)
                        io.millrace.logql.LogQl.parse("{app=\"api\"} | logfmt"))
                    .stages(),
                Optional.of(unwrap),
                Needs.allLabels(LineUse.NONE))
            .newRunner();
    List<String> seen = new ArrayList<>();

    runner.run(
        probe.slice(),
        0,
        9,
        (_, row) ->
            seen.add(row.value() + (row.isFatal() ? " fatal " : " ") + row.labelSet().all()));

    assertThat(seen)
        .containsExactly(
            "1.5 [Label[name=app, value=api], Label[name=u, value=x]]",
            "0.0 fatal [Label[name=__error__, value=SampleExtractionErr],"
                + " Label[name=__error_details__, value=strconv.ParseFloat: parsing \"oops\":"
                + " invalid syntax], Label[name=app, value=api], Label[name=u, value=x],"
                + " Label[name=v, value=oops]]",
            "NaN [Label[name=app, value=api]]");
  }

  @Test
  void grouping_letsParsersStopEarly() {
    Probe probe = new Probe().line("{\"a\":\"1\",\"b\":\"2").line("{\"b\":\"2");
    List<Probe.Out> out = new ArrayList<>();

    probe.collect("| json", Needs.by(List.of("a"), LineUse.NONE), out);

    assertThat(out.get(0).labels()).isEqualTo(Map.of("a", "1"));
    assertThat(out.get(1).error()).isEqualTo("JSONParserErr");
    List<Probe.Out> grouped = new ArrayList<>();
    probe.collect("| json", Needs.by(List.of(), LineUse.NONE), grouped);
    assertThat(grouped).allSatisfy(one -> assertThat(one.labels()).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void grouping_neverChangesTheLabels(long seed) {
    Random random = new Random(seed);
    String[] stages = {
      "| json",
      "| logfmt",
      "| json | b=~`.*1.*`",
      "| json | label_format c=a",
      "| logfmt | drop b",
      "| json b=`x.y`, a",
      "| pattern `<a> <b>`",
      "| json | line_format `{{.a}}` | logfmt",
      "| logfmt | label_format a=`{{.b}}x`",
      "|= `a` | json | a!=``",
      "| json | keep a, x_y"
    };
    for (int round = 0; round < 300; round++) {
      Probe probe = new Probe();
      for (int i = 0; i < 6; i++) {
        probe.line(line(random), random.nextBoolean() ? Map.of("a", "m") : Map.of());
      }
      String query = stages[random.nextInt(stages.length)];
      List<Probe.Out> full = probe.run(query);
      List<Probe.Out> grouped = new ArrayList<>();

      probe.collect(query, Needs.by(List.of("a", "x_y"), LineUse.NONE), grouped);

      List<Map<String, String>> expected = new ArrayList<>();
      List<Map<String, String>> found = new ArrayList<>();
      for (int i = 0; i < full.size(); i++) {
        expected.add(only(full.get(i).labels()));
        found.add(only(grouped.get(i).labels()));
      }
      assertThat(found).as("seed %d round %d %s", seed, round, query).isEqualTo(expected);
    }
  }

  private static Map<String, String> only(Map<String, String> labels) {
    Map<String, String> chosen = new TreeMap<>(labels);
    chosen.keySet().retainAll(Set.of("a", "x_y"));
    return chosen;
  }

  private static String line(Random random) {
    int a = random.nextInt(20);
    return switch (random.nextInt(4)) {
      case 0 -> "{\"b\":\"%d\",\"a\":\"%d\",\"x\":{\"y\":%d}}".formatted(a * 3, a, a + 1);
      case 1 -> "a=%d b=%d x_y=q a=7".formatted(a, a + 5);
      case 2 -> "{\"x\":{\"y\":\"%d\"},\"a\":{\"b\":1}}".formatted(a);
      default -> "a b " + a;
    };
  }

  @Test
  void textQuery_tellsWhatARowMustContain() {
    assertThat(text("|= `needle` != `no`", Set.of())).isEqualTo("needle");
    assertThat(text("|~ `foo.+bar`", Set.of())).isEqualTo("and[foo, bar]");
    assertThat(text("| trace_id=`abc`", Set.of())).isEqualTo("abc");
    assertThat(text("| trace_id=`abc`", Set.of("trace_id"))).isEqualTo("any");
    assertThat(text("| json | trace_id=`a1`", Set.of())).isEqualTo("or[a1, \\u003, \\u006]");
    assertThat(text("| json | msg=`a/b c`", Set.of()))
        .isEqualTo("and[or[a, \\u006], or[b, \\u006], or[c, \\u006]]");
    assertThat(text("| pattern `<a> <b>` | a=`x y`", Set.of())).isEqualTo("x y");
    assertThat(text("| line_format `{{.x}}` |= `gone`", Set.of())).isEqualTo("any");
    assertThat(text("| label_format a=`{{.x}}` | a=`y`", Set.of())).isEqualTo("any");
    assertThat(text("| json | n > 5", Set.of())).isEqualTo("any");
    assertThat(text("| a=`x` or b=`y`", Set.of())).isEqualTo("or[x, y]");
    assertThat(text("!= ``", Set.of())).isEqualTo("none");
  }

  private static String text(String stages, Set<String> streamLabels) {
    return print(Probe.pipeline(stages, Needs.logQuery()).textQuery(streamLabels));
  }

  private static String print(TextQuery query) {
    return switch (query) {
      case TextQuery.Anything _ -> "any";
      case TextQuery.Nothing _ -> "none";
      case TextQuery.Contains(byte[] literal, boolean ignoreCase) ->
          new String(literal, StandardCharsets.UTF_8) + (ignoreCase ? "~" : "");
      case TextQuery.AllOf(var parts) -> "and" + parts.stream().map(PipelineTest::print).toList();
      case TextQuery.AnyOf(var parts) -> "or" + parts.stream().map(PipelineTest::print).toList();
    };
  }

  @Test
  void readsLines_onlyWhereSomebodyLooksAtThem() {
    assertThat(Probe.pipeline("", Needs.by(List.of("app"), LineUse.NONE)).readsLines()).isFalse();
    assertThat(Probe.pipeline("| a=`b`", Needs.by(List.of(), LineUse.NONE)).readsLines()).isFalse();
    assertThat(Probe.pipeline("|= `x`", Needs.by(List.of(), LineUse.NONE)).readsLines()).isTrue();
    assertThat(Probe.pipeline("", Needs.by(List.of(), LineUse.LENGTH)).readsLines()).isTrue();
    assertThat(Probe.pipeline("", Needs.by(List.of(), LineUse.NONE)).readsMetadata()).isFalse();
    assertThat(Probe.pipeline("", Needs.by(List.of("app"), LineUse.NONE)).readsMetadata()).isTrue();
  }
}
