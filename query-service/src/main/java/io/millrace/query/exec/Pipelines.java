package io.millrace.query.exec;

import io.millrace.logql.LogQl;
import io.millrace.logql.LogQlSyntaxException;
import io.millrace.logql.ast.Expr;
import io.millrace.logql.ast.Stage;
import io.millrace.logql.ast.Unwrap;
import io.millrace.query.pipeline.Needs;
import io.millrace.query.pipeline.Pipeline;
import io.millrace.query.pipeline.PipelineException;
import io.millrace.query.plan.QueryException;
import io.millrace.query.plan.QueryException.Reason;
import io.millrace.store.filter.TextQuery;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A pipeline that may turn out to be impossible. As in Loki that matters only once there are
/// streams to read: a query for nothing has an empty answer, however bad its stages are.
public final class Pipelines {
  private final Expr expr;
  private final @Nullable Pipeline pipeline;
  private final @Nullable RuntimeException fault;

  private Pipelines(Expr expr, @Nullable Pipeline pipeline, @Nullable RuntimeException fault) {
    this.expr = expr;
    this.pipeline = pipeline;
    this.fault = fault;
  }

  /// The pipeline of `stages` with the unwrapping behind them; `expr` is what they stand in.
  public static Pipelines of(Expr expr, List<Stage> stages, Optional<Unwrap> unwrap, Needs needs) {
    try {
      return new Pipelines(expr, Pipeline.compile(stages, unwrap, needs), null);
    } catch (PipelineException | LogQlSyntaxException e) {
      return new Pipelines(expr, null, e);
    }
  }

  /// What rows must contain, as [Pipeline#textQuery] says.
  public TextQuery textQuery(Set<String> labelNames) {
    return pipeline == null ? new TextQuery.Anything() : pipeline.textQuery(labelNames);
  }

  /// The pipeline, now that there are streams.
  ///
  /// @throws QueryException if a stage is not possible
  public Pipeline get() {
    try {
      LogQl.checkStages(expr);
    } catch (LogQlSyntaxException e) {
      throw new QueryException(Reason.INVALID, String.valueOf(e.getMessage()), e);
    }
    if (pipeline == null) {
      String message = fault == null ? "no pipeline" : String.valueOf(fault.getMessage());
      throw new QueryException(Reason.INVALID, message);
    }
    return pipeline;
  }
}
