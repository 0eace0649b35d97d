package io.millrace.logql;

import io.millrace.logql.ast.Expr;
import io.millrace.logql.ast.LogExpr;
import io.millrace.logql.ast.MetricExpr.BinaryOperation;
import io.millrace.logql.ast.MetricExpr.LabelReplace;
import io.millrace.logql.ast.MetricExpr.Literal;
import io.millrace.logql.ast.MetricExpr.RangeAggregation;
import io.millrace.logql.ast.MetricExpr.VectorAggregation;
import io.millrace.logql.ast.MetricExpr.VectorLiteral;
import java.util.stream.Stream;

/// The log queries that an expression reads from, in the written order.
final class LogQueries {
  private LogQueries() {}

  static Stream<LogExpr> of(Expr expr) {
    return switch (expr) {
      case LogExpr log -> Stream.of(log);
      case RangeAggregation aggregation -> Stream.of(aggregation.input().query());
      case VectorAggregation aggregation -> of(aggregation.input());
      case BinaryOperation operation -> Stream.concat(of(operation.left()), of(operation.right()));
      case LabelReplace replace -> of(replace.input());
      case VectorLiteral _, Literal _ -> Stream.empty();
    };
  }
}
