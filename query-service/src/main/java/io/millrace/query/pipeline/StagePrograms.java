package io.millrace.query.pipeline;

import com.google.re2j.Pattern;
import io.millrace.logql.ast.LabelFilter;
import io.millrace.logql.ast.Matcher;
import io.millrace.logql.ast.Stage;
import io.millrace.query.filter.LabelCondition;
import io.millrace.query.parse.LabelNames;
import io.millrace.query.parse.PatternExpression;
import io.millrace.query.parse.PatternStage;
import io.millrace.query.parse.RegexpStage;
import io.millrace.query.parse.json.JsonExpressionStage;
import io.millrace.query.parse.json.JsonPath;
import io.millrace.query.parse.json.JsonStage;
import io.millrace.query.parse.json.UnpackStage;
import io.millrace.query.parse.logfmt.LogfmtExpressionStage;
import io.millrace.query.parse.logfmt.LogfmtStage;
import io.millrace.query.regex.Regex;
import io.millrace.query.row.NameTable;
import io.millrace.query.row.StageProgram;
import io.millrace.query.stage.DecolorizeStage;
import io.millrace.query.stage.DropStage;
import io.millrace.query.stage.KeepStage;
import io.millrace.query.stage.LabelChoice;
import io.millrace.query.stage.LabelFormatStage;
import io.millrace.query.stage.LineFormatStage;
import io.millrace.query.template.Template;
import io.millrace.query.template.TemplateException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The programs of all stages but line filters.
final class StagePrograms {
  private StagePrograms() {}

  /// A program and what it reads.
  ///
  /// @param labels the labels that it reads by name
  record Made(StageProgram program, Set<String> labels, boolean readsAllLabels, boolean readsLine) {
    static Made parser(StageProgram program) {
      return new Made(program, Set.of(), false, true);
    }

    static Made reading(Set<String> labels, StageProgram program) {
      return new Made(program, labels, false, false);
    }
  }

  static Made of(Stage stage) {
    return switch (stage) {
      case Stage.Json(List<Stage.Extraction> extractions) ->
          extractions.isEmpty() ? Made.parser(JsonStage::new) : json(extractions);
      case Stage.Logfmt(boolean strict, boolean keepEmpty, List<Stage.Extraction> extractions) ->
          extractions.isEmpty()
              ? Made.parser(hints -> new LogfmtStage(hints, strict, keepEmpty))
              : logfmt(strict, extractions);
      case Stage.Regexp(String regex) -> regexp(regex);
      case Stage.Pattern(String pattern) -> pattern(pattern);
      case Stage.Unpack() -> Made.parser(UnpackStage::new);
      case Stage.Filter(LabelFilter condition) ->
          Made.reading(labels(condition), LabelCondition.of(condition));
      case Stage.LineFormat(String template) -> lineFormat(template);
      case Stage.LabelFormat(List<Stage.LabelFormat.Assignment> assignments) ->
          labelFormat(assignments);
      case Stage.Decolorize() -> Made.parser(_ -> new DecolorizeStage());
      case Stage.Drop(List<Stage.LabelChoice> choices) ->
          Made.reading(
              tested(choices), hints -> new DropStage(choices(choices, hints.labels().names())));
      case Stage.Keep(List<Stage.LabelChoice> choices) ->
          Made.reading(
              tested(choices), hints -> new KeepStage(choices(choices, hints.labels().names())));
      case Stage.LineFilter _ -> throw new IllegalStateException("line filters are no programs");
    };
  }

  /// The labels that a filter reads.
  static Set<String> labels(LabelFilter filter) {
    return switch (filter) {
      case LabelFilter.TextFilter(Matcher matcher) -> Set.of(matcher.name());
      case LabelFilter.NumberFilter number -> Set.of(number.name());
      case LabelFilter.DurationFilter duration -> Set.of(duration.name());
      case LabelFilter.BytesFilter bytes -> Set.of(bytes.name());
      case LabelFilter.IpFilter ip -> Set.of(ip.name());
      case LabelFilter.And(LabelFilter left, LabelFilter right) -> both(left, right);
      case LabelFilter.Or(LabelFilter left, LabelFilter right) -> both(left, right);
    };
  }

  private static Set<String> both(LabelFilter left, LabelFilter right) {
    Set<String> all = new TreeSet<>(labels(left));
    all.addAll(labels(right));
    return all;
  }

  private static Made json(List<Stage.Extraction> extractions) {
    List<String> labels = extractions.stream().map(Stage.Extraction::label).toList();
    List<JsonPath> paths = new ArrayList<>();
    for (Stage.Extraction extraction : extractions) {
      checkName(extraction.label());
      try {
        paths.add(JsonPath.parse(extraction.path()));
      } catch (IllegalArgumentException e) {
        throw new PipelineException(
            "cannot parse expression [" + extraction.path() + "]: " + e.getMessage(), e);
      }
    }
    return Made.parser(hints -> new JsonExpressionStage(hints, labels, paths));
  }

  private static Made logfmt(boolean strict, List<Stage.Extraction> extractions) {
    List<String> labels = extractions.stream().map(Stage.Extraction::label).toList();
    List<String> keys = new ArrayList<>();
    for (Stage.Extraction extraction : extractions) {
      checkName(extraction.label());
      byte[] path = extraction.path().getBytes(java.nio.charset.StandardCharsets.UTF_8);
      keys.add(LabelNames.sanitize(path, 0, path.length, true));
    }
    return Made.parser(hints -> new LogfmtExpressionStage(hints, strict, labels, keys));
  }

  private static void checkName(String label) {
    if (!LabelNames.isValid(label)) {
      throw new PipelineException("invalid extracted label name '" + label + "'");
    }
  }

  private static Made regexp(String text) {
    Regex regex = Regex.compile(text);
    Pattern groups = Pattern.compile(text);
    String[] names = new String[groups.groupCount()];
    java.util.Arrays.fill(names, "");
    groups.namedGroups().forEach((name, index) -> names[index - 1] = name);
    if (groups.namedGroups().isEmpty()) {
      throw new PipelineException(
          "invalid regexp parser: at least one named capture must be supplied");
    }
    return Made.parser(hints -> new RegexpStage(hints, regex, groups, names));
  }

  private static Made pattern(String text) {
    PatternExpression expression = PatternExpression.parse(text);
    if (expression.names().isEmpty()) {
      throw new PipelineException("invalid pattern parser: at least one capture is required");
    }
    if (expression.hasNeighbours()) {
      throw new PipelineException("invalid pattern parser: found consecutive capture");
    }
    return Made.parser(hints -> new PatternStage(hints, expression));
  }

  private static Made lineFormat(String text) {
    Template template = template("line", text, message -> "invalid line template: " + message);
    return new Made(
        hints -> new LineFormatStage(template.newRunner(hints.labels().names())),
        template.fields(),
        template.readsAllLabels(),
        true);
  }

  private static Template template(
      String name, String text, Function<@Nullable String, String> describe) {
    try {
      return Template.compile(name, text);
    } catch (TemplateException e) {
      throw new PipelineException(describe.apply(e.getMessage()), e);
    }
  }

  private static Made labelFormat(List<Stage.LabelFormat.Assignment> assignments) {
    Map<String, Template> templates = new LinkedHashMap<>();
    Set<String> labels = new TreeSet<>();
    boolean readsAll = false;
    for (Stage.LabelFormat.Assignment assignment : assignments) {
      switch (assignment) {
        case Stage.LabelFormat.Rename(_, String source) -> labels.add(source);
        case Stage.LabelFormat.Template(String label, String text) -> {
          Template template =
              template(
                  "label",
                  text,
                  message -> "invalid template for label '" + label + "': " + message);
          templates.put(label, template);
          labels.addAll(template.fields());
          readsAll |= template.readsAllLabels();
        }
      }
    }
    return new Made(
        hints -> new LabelFormatStage(steps(assignments, templates, hints.labels().names())),
        labels,
        readsAll,
        true);
  }

  private static List<LabelFormatStage.Step> steps(
      List<Stage.LabelFormat.Assignment> assignments,
      Map<String, Template> templates,
      NameTable names) {
    List<LabelFormatStage.Step> steps = new ArrayList<>();
    for (Stage.LabelFormat.Assignment assignment : assignments) {
      int target = names.id(assignment.label());
      Template template = templates.get(assignment.label());
      int source =
          assignment instanceof Stage.LabelFormat.Rename rename ? names.id(rename.source()) : -1;
      steps.add(
          new LabelFormatStage.Step(
              target, source, template == null ? null : template.newRunner(names)));
    }
    return steps;
  }

  private static Set<String> tested(List<Stage.LabelChoice> choices) {
    Set<String> names = new TreeSet<>();
    for (Stage.LabelChoice choice : choices) {
      if (choice.matcher().isPresent()) {
        names.add(choice.name());
      }
    }
    return names;
  }

  private static List<LabelChoice> choices(List<Stage.LabelChoice> choices, NameTable names) {
    List<LabelChoice> made = new ArrayList<>();
    for (Stage.LabelChoice choice : choices) {
      made.add(
          new LabelChoice(
              names.id(choice.name()), choice.matcher().map(LabelCondition::test).orElse(null)));
    }
    return made;
  }
}
