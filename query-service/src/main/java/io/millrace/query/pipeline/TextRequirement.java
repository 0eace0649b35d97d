package io.millrace.query.pipeline;

import io.millrace.logql.ast.LabelFilter;
import io.millrace.logql.ast.Matcher;
import io.millrace.logql.ast.Stage;
import io.millrace.query.filter.LineCondition;
import io.millrace.query.filter.ValueRequirement;
import io.millrace.store.filter.TextQuery;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What the stages together require of the stored text of a row: of its line and its metadata.
/// Immutable once all stages have been added.
final class TextRequirement {
  private final List<TextQuery> always = new ArrayList<>();
  private final List<LabelPart> byLabel = new ArrayList<>();
  private final Set<String> assigned = new HashSet<>();
  private boolean lineIsStored = true;
  private boolean valuesAreStored = true;
  private boolean valuesMayBeEscaped;

  /// What a label filter requires, unless the stream itself has one of the labels.
  private record LabelPart(Set<String> labels, TextQuery query) {}

  /// Adds the next stage, in the order in which they run.
  void add(Stage stage) {
    switch (stage) {
      case Stage.LineFilter filter -> {
        if (lineIsStored) {
          always.add(LineCondition.of(filter).requirement());
        }
      }
      case Stage.Filter(LabelFilter condition) -> {
        TextQuery query = query(condition);
        if (!(query instanceof TextQuery.Anything)) {
          byLabel.add(new LabelPart(StagePrograms.labels(condition), query));
        }
      }
      case Stage.Json _, Stage.Logfmt _ -> {
        valuesMayBeEscaped = true;
        valuesAreStored &= lineIsStored;
      }
      case Stage.Regexp _, Stage.Pattern _ -> valuesAreStored &= lineIsStored;
      case Stage.Unpack() -> {
        valuesMayBeEscaped = true;
        valuesAreStored &= lineIsStored;
        lineIsStored = false;
      }
      case Stage.LineFormat _, Stage.Decolorize _ -> lineIsStored = false;
      case Stage.LabelFormat(List<Stage.LabelFormat.Assignment> assignments) ->
          assignments.forEach(assignment -> assigned.add(assignment.label()));
      case Stage.Drop _, Stage.Keep _ -> {}
    }
  }

  private TextQuery query(LabelFilter filter) {
    return switch (filter) {
      case LabelFilter.TextFilter(Matcher matcher) -> {
        boolean known =
            valuesAreStored
                && !assigned.contains(matcher.name())
                && !matcher.name().startsWith("__error");
        yield known ? ValueRequirement.of(matcher, valuesMayBeEscaped) : new TextQuery.Anything();
      }
      case LabelFilter.And(LabelFilter left, LabelFilter right) ->
          ValueRequirement.allOf(List.of(query(left), query(right)));
      case LabelFilter.Or(LabelFilter left, LabelFilter right) ->
          ValueRequirement.anyOf(List.of(query(left), query(right)));
      case LabelFilter.NumberFilter _,
          LabelFilter.DurationFilter _,
          LabelFilter.BytesFilter _,
          LabelFilter.IpFilter _ ->
          new TextQuery.Anything();
    };
  }

  /// What a row of streams with these labels must contain.
  TextQuery query(Set<String> streamLabels) {
    List<TextQuery> parts = new ArrayList<>(always);
    for (LabelPart part : byLabel) {
      if (part.labels().stream().noneMatch(streamLabels::contains)) {
        parts.add(part.query());
      }
    }
    return ValueRequirement.allOf(parts);
  }
}
