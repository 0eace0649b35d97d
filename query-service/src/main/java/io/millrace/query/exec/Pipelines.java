package io.millrace.query.exec;

import io.millrace.logql.ast.Stage;
import io.millrace.logql.ast.Unwrap;
import io.millrace.query.pipeline.Needs;
import io.millrace.query.pipeline.Pipeline;
import io.millrace.query.pipeline.PipelineException;
import io.millrace.query.plan.QueryException;
import io.millrace.query.plan.QueryException.Reason;
import java.util.List;
import java.util.Optional;

/// Makes pipelines, and says whose fault it is where one cannot be made.
public final class Pipelines {
  private Pipelines() {}

  static Pipeline compile(List<Stage> stages, Needs needs) {
    return compile(stages, Optional.empty(), needs);
  }

  /// The pipeline of these stages, with the unwrapping behind them.
  ///
  /// @throws QueryException if a stage is not possible
  public static Pipeline compile(List<Stage> stages, Optional<Unwrap> unwrap, Needs needs) {
    try {
      return Pipeline.compile(stages, unwrap, needs);
    } catch (PipelineException e) {
      throw new QueryException(Reason.INVALID, String.valueOf(e.getMessage()), e);
    }
  }
}
