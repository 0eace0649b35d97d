package io.millrace.query.pipeline;

import io.millrace.query.filter.LineCondition;
import io.millrace.query.row.Hints;
import io.millrace.query.row.Projection;
import io.millrace.query.row.RowLabels;
import io.millrace.query.row.StageProgram;
import io.millrace.store.filter.TextQuery;
import java.util.List;
import java.util.Set;

/// What [StageCompiler] makes of the stages.
///
/// @param leading the line filters that come first: they see the lines as they are stored
/// @param programs the other stages in the order in which they run
/// @param labels what tells the series of the consumer apart
/// @param wanted the labels that a stage or the consumer reads, where `metadata` or the hints are
///   restricted to them
/// @param hinted whether parsers may skip what is not wanted
/// @param text what a row must contain
record CompiledStages(
    List<LineCondition> leading,
    List<StageProgram> programs,
    Projection labels,
    List<String> wanted,
    boolean hinted,
    MetadataUse metadata,
    boolean readsLines,
    TextRequirement text) {
  CompiledStages {
    leading = List.copyOf(leading);
    programs = List.copyOf(programs);
    wanted = List.copyOf(wanted);
  }

  Hints hints(RowLabels rowLabels) {
    return hinted ? Hints.only(rowLabels, wanted) : Hints.everything(rowLabels);
  }

  TextQuery textQuery(Set<String> labelNames) {
    return text.query(labelNames);
  }
}
