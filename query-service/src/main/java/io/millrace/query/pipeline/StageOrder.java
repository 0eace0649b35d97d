package io.millrace.query.pipeline;

import io.millrace.logql.ast.Stage;
import java.util.ArrayList;
import java.util.List;

/// The order in which stages run: line filters go ahead of the stages written before them, up to a
/// label filter, a `line_format` or an `unpack`. Part of the language: a line filter behind
/// `decolorize` sees the colours.
final class StageOrder {
  private StageOrder() {}

  static List<Stage> of(List<Stage> stages) {
    List<Stage> ordered = new ArrayList<>();
    int place = 0;
    for (Stage stage : stages) {
      if (stage instanceof Stage.LineFilter) {
        ordered.add(place++, stage);
      } else {
        ordered.add(stage);
        if (isBarrier(stage)) {
          place = ordered.size();
        }
      }
    }
    return ordered;
  }

  private static boolean isBarrier(Stage stage) {
    return switch (stage) {
      case Stage.Filter _, Stage.LineFormat _, Stage.Unpack _ -> true;
      case Stage.LineFilter _,
          Stage.Json _,
          Stage.Logfmt _,
          Stage.Regexp _,
          Stage.Pattern _,
          Stage.LabelFormat _,
          Stage.Decolorize _,
          Stage.Drop _,
          Stage.Keep _ ->
          false;
    };
  }
}
