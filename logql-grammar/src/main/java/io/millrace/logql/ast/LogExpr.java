package io.millrace.logql.ast;

import java.util.List;

/// A stream selector and the stages that its lines go through, in the written order.
///
/// `{app="api"} |= "timeout" | json` has one matcher and two stages.
public record LogExpr(List<Matcher> matchers, List<Stage> stages) implements Expr {
  public LogExpr {
    matchers = List.copyOf(matchers);
    stages = List.copyOf(stages);
  }
}
