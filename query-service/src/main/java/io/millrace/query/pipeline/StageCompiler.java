package io.millrace.query.pipeline;

import io.millrace.logql.ast.Stage;
import io.millrace.logql.ast.Unwrap;
import io.millrace.query.row.Projection;
import java.util.List;
import java.util.Optional;

/// Turns stages into programs.
final class StageCompiler {
  private StageCompiler() {}

  static CompiledStages compile(List<Stage> stages, Optional<Unwrap> unwrap, Needs needs) {
    if (!stages.isEmpty() || unwrap.isPresent()) {
      throw new PipelineException("stages are not there yet");
    }
    boolean all = !(needs.labels() instanceof Projection.By);
    List<String> wanted = needs.labels() instanceof Projection.By by ? by.names() : List.of();
    MetadataUse metadata =
        all ? MetadataUse.ALL : wanted.isEmpty() ? MetadataUse.NONE : MetadataUse.WANTED;
    return new CompiledStages(
        List.of(), needs.labels(), wanted, !all, metadata, needs.line() != Needs.LineUse.NONE);
  }
}
