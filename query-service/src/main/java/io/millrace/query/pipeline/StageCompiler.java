package io.millrace.query.pipeline;

import io.millrace.logql.ast.LabelFilter;
import io.millrace.logql.ast.Stage;
import io.millrace.logql.ast.Unwrap;
import io.millrace.query.filter.LabelCondition;
import io.millrace.query.filter.LineCondition;
import io.millrace.query.regex.RegexSyntaxException;
import io.millrace.query.row.Projection;
import io.millrace.query.row.StageProgram;
import io.millrace.query.stage.UnwrapStage;
import io.millrace.query.template.TemplateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Turns stages into programs.
final class StageCompiler {
  private static final Set<String> ERRORS =
      Set.of("__error__", "__error_details__", "__preserve_error__");

  private final Needs needs;
  private final List<LineCondition> leading = new ArrayList<>();
  private final List<StageProgram> programs = new ArrayList<>();
  private final Set<String> wanted = new TreeSet<>();
  private final TextRequirement text = new TextRequirement();
  private boolean readsAll;
  private boolean readsLines;

  private StageCompiler(Needs needs) {
    this.needs = needs;
  }

  static CompiledStages compile(List<Stage> stages, Optional<Unwrap> unwrap, Needs needs) {
    try {
      return new StageCompiler(needs).compile(StageOrder.of(stages), unwrap);
    } catch (RegexSyntaxException | TemplateException | IllegalArgumentException e) {
      throw new PipelineException(String.valueOf(e.getMessage()), e);
    }
  }

  private CompiledStages compile(List<Stage> stages, Optional<Unwrap> unwrap) {
    Projection labels = needs.labels();
    readsLines = needs.line() != Needs.LineUse.NONE;
    for (Stage stage : stages) {
      add(stage);
    }
    if (unwrap.isPresent()) {
      labels = unwrap(unwrap.get(), labels);
    }
    boolean hinted = false;
    if (labels instanceof Projection.By(List<String> names)) {
      wanted.addAll(names);
      hinted = !readsAll;
    }
    boolean needsMetadata = wanted.stream().anyMatch(name -> !ERRORS.contains(name));
    MetadataUse metadata =
        !hinted ? MetadataUse.ALL : needsMetadata ? MetadataUse.WANTED : MetadataUse.NONE;
    return new CompiledStages(
        List.copyOf(leading),
        programs,
        labels,
        List.copyOf(wanted),
        hinted,
        metadata,
        readsLines,
        text);
  }

  private void add(Stage stage) {
    text.add(stage);
    if (stage instanceof Stage.LineFilter filter) {
      readsLines = true;
      LineCondition condition = LineCondition.of(filter);
      if (programs.isEmpty()) {
        leading.add(condition);
      } else {
        programs.add(
            _ -> {
              var test = condition.newTest();
              return row -> test.test(row.lineBytes(), row.lineStart(), row.lineLength());
            });
      }
      return;
    }
    StagePrograms.Made made = StagePrograms.of(stage);
    programs.add(made.program());
    wanted.addAll(made.labels());
    readsAll |= made.readsAllLabels();
    readsLines |= made.readsLine();
  }

  /// Adds what comes behind the stages, and takes the label that is unwrapped out of the series.
  private Projection unwrap(Unwrap unwrap, Projection labels) {
    String label = unwrap.label();
    wanted.add(label);
    programs.add(hints -> new UnwrapStage(hints.labels().names().id(label), unwrap.conversion()));
    for (LabelFilter filter : unwrap.postFilters()) {
      programs.add(LabelCondition.of(filter));
      wanted.addAll(StagePrograms.labels(filter));
    }
    if (labels instanceof Projection.Without(List<String> names)) {
      List<String> longer = new ArrayList<>(names);
      longer.add(label);
      return new Projection.Without(longer);
    }
    return labels;
  }
}
