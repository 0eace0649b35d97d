package io.millrace.query.metric;

import io.millrace.logql.ast.BinaryOperator;

/// The operators between two numbers.
final class Arithmetic {
  private Arithmetic() {}

  /// Arithmetic as Loki does it: what is divided by zero is NaN, never infinite.
  static double compute(BinaryOperator operator, double left, double right) {
    return switch (operator) {
      case ADD -> left + right;
      case SUBTRACT -> left - right;
      case MULTIPLY -> left * right;
      case DIVIDE -> right == 0 ? Double.NaN : left / right;
      case MODULO -> right == 0 ? Double.NaN : left % right;
      case POWER -> Math.pow(left, right);
      case EQUAL, NOT_EQUAL, GREATER, GREATER_OR_EQUAL, LESS, LESS_OR_EQUAL ->
          holds(operator, left, right) ? 1 : 0;
      case OR, AND, UNLESS -> throw new IllegalArgumentException(operator + " needs two vectors");
    };
  }

  static boolean holds(BinaryOperator comparison, double left, double right) {
    return switch (comparison) {
      case EQUAL -> left == right;
      case NOT_EQUAL -> left != right;
      case GREATER -> left > right;
      case GREATER_OR_EQUAL -> left >= right;
      case LESS -> left < right;
      case LESS_OR_EQUAL -> left <= right;
      case OR, AND, UNLESS, ADD, SUBTRACT, MULTIPLY, DIVIDE, MODULO, POWER ->
          throw new IllegalArgumentException(comparison + " does not compare");
    };
  }
}
