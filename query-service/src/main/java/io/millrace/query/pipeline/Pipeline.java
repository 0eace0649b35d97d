package io.millrace.query.pipeline;

import io.millrace.logql.ast.Stage;
import io.millrace.logql.ast.Unwrap;
import io.millrace.store.filter.TextQuery;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The stages of a log expression, compiled for one kind of consumer. Immutable, safe for use by
/// several threads; each of them takes a [Runner].
public final class Pipeline {
  private final CompiledStages stages;

  private Pipeline(CompiledStages stages) {
    this.stages = stages;
  }

  /// Compiles stages, in the written order, and what comes behind them in a range.
  ///
  /// @throws PipelineException if a stage cannot be made; the message is Loki's
  public static Pipeline compile(List<Stage> stages, Optional<Unwrap> unwrap, Needs needs) {
    return new Pipeline(StageCompiler.compile(stages, unwrap, needs));
  }

  /// What a row of streams with these labels must contain to come through. The names matter where a
  /// label is compared: for `| json | trace_id="X"` the row must contain `X`, unless the stream
  /// itself has a label `trace_id`.
  ///
  /// @param labelNames the names of all labels that any of the streams in question has
  public TextQuery textQuery(Set<String> labelNames) {
    return stages.textQuery(labelNames);
  }

  /// Whether [Runner#run] asks slices for their lines.
  public boolean readsLines() {
    return stages.readsLines();
  }

  /// Whether [Runner#run] may ask slices for their metadata. It does not where the labels of the
  /// streams answer for it.
  public boolean readsMetadata() {
    return stages.metadata() != MetadataUse.NONE;
  }

  /// A worker's own copy.
  public Runner newRunner() {
    return new Runner(stages);
  }
}
