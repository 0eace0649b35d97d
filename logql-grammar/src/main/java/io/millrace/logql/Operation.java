package io.millrace.logql;

import io.millrace.logql.ast.BinaryModifier;
import io.millrace.logql.ast.BinaryModifier.Cardinality;
import io.millrace.logql.ast.BinaryOperator;
import io.millrace.logql.ast.Expr;
import io.millrace.logql.ast.LogExpr;
import io.millrace.logql.ast.MetricExpr;
import io.millrace.logql.ast.MetricExpr.BinaryOperation;
import io.millrace.logql.ast.MetricExpr.Literal;
import io.millrace.logql.literal.GoFloat;
import java.util.List;
import org.antlr.v4.runtime.misc.ParseCancellationException;

/// What becomes of two operands and an operator: an error, a number, or a [BinaryOperation].
final class Operation {
  static final BinaryModifier RETURN_BOOL =
      new BinaryModifier(true, false, List.of(), Cardinality.ONE_TO_ONE, List.of());

  private Operation() {}

  static MetricExpr of(BinaryOperator operator, Expr left, Expr right, BinaryModifier modifier) {
    MetricExpr leftLeg = leg("left", operator, left);
    MetricExpr rightLeg = leg("right", operator, right);
    if (operator.isSet()) {
      refuseLiteral("left", operator, leftLeg);
      refuseLiteral("right", operator, rightLeg);
    }
    if (leftLeg instanceof Literal(double a) && rightLeg instanceof Literal(double b)) {
      return new Literal(compute(operator, a, b));
    }
    return new BinaryOperation(operator, leftLeg, rightLeg, modifier);
  }

  /// A log query as an operand is often a syntax error (`{…} != 1` starts a line filter) rather
  /// than one of types. So it is refused like one, with the error of types as the cause.
  private static MetricExpr leg(String side, BinaryOperator operator, Expr expr) {
    return switch (expr) {
      case MetricExpr metric -> metric;
      case LogExpr log ->
          throw new ParseCancellationException(
              LogQlSyntaxException.of(
                  "unexpected type for %s leg of binary operation (%s): *syntax.%s"
                      .formatted(
                          side,
                          operator.symbol(),
                          log.stages().isEmpty() ? "MatchersExpr" : "PipelineExpr")));
    };
  }

  private static void refuseLiteral(String side, BinaryOperator operator, MetricExpr leg) {
    if (leg instanceof Literal(double value)) {
      throw LogQlSyntaxException.of(
          "unexpected literal for %s leg of logical/set binary operation (%s): %s"
              .formatted(side, operator.symbol(), GoFloat.fixed(value)));
    }
  }

  private static double compute(BinaryOperator operator, double a, double b) {
    return switch (operator) {
      case EQUAL -> truth(a == b);
      case NOT_EQUAL -> truth(a != b);
      case GREATER -> truth(a > b);
      case GREATER_OR_EQUAL -> truth(a >= b);
      case LESS -> truth(a < b);
      case LESS_OR_EQUAL -> truth(a <= b);
      case ADD -> a + b;
      case SUBTRACT -> a - b;
      case MULTIPLY -> a * b;
      case DIVIDE -> a / b;
      case MODULO -> a % b;
      case POWER -> Math.pow(a, b);
      case OR, AND, UNLESS -> throw new IllegalStateException("a set operation on numbers");
    };
  }

  private static double truth(boolean holds) {
    return holds ? 1 : 0;
  }
}
