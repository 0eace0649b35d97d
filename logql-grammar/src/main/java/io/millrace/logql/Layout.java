package io.millrace.logql;

import io.millrace.logql.ast.Expr;
import io.millrace.logql.ast.LogExpr;
import io.millrace.logql.ast.LogRange;
import io.millrace.logql.ast.MetricExpr.BinaryOperation;
import io.millrace.logql.ast.MetricExpr.LabelReplace;
import io.millrace.logql.ast.MetricExpr.Literal;
import io.millrace.logql.ast.MetricExpr.RangeAggregation;
import io.millrace.logql.ast.MetricExpr.VectorAggregation;
import io.millrace.logql.ast.MetricExpr.VectorLiteral;
import io.millrace.logql.ast.Stage;
import io.millrace.logql.literal.GoFloat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Lays a tree out over several lines. What fits in [#WIDTH] characters stays in one.
///
/// Every level is indented by two blanks. An aggregation puts its argument, an operator its sides,
/// and a long pipeline its stages on lines of their own; neighbouring line filters stay together:
///
/// ```
/// sum by (cluster, namespace)(
///   rate(
///     {job="api", namespace="production"}
///       |= "error" != "timeout"
///       | json
///       | level="error" [5m]
///   )
/// )
/// ```
final class Layout {
  private static final int WIDTH = 100;
  private static final String INDENT = "  ";

  private Layout() {}

  static String lay(Expr expr) {
    return lay(expr, 0);
  }

  private static String lay(Expr expr, int level) {
    String line = Printer.FORMATTED.print(expr);
    String indent = INDENT.repeat(level);
    if (fits(line)) {
      return indent + line;
    }
    return switch (expr) {
      case LogExpr log -> pipeline(log, level);
      case RangeAggregation aggregation -> rangeAggregation(aggregation, level);
      case VectorAggregation(var function, var parameter, var input, var grouping) -> {
        String by = grouping.map(g -> Printer.grouping(g, ", ")).orElse("");
        String argument =
            parameter.isPresent() ? indent + INDENT + parameter.getAsInt() + ",\n" : "";
        String body = argument + lay(input, level + 1);
        yield indent + function.symbol() + by + "(\n" + body + "\n" + indent + ")";
      }
      case BinaryOperation(var operator, var left, var right, var modifier) ->
          lay(left, level + 1)
              + "\n"
              + indent
              + Printer.operator(operator, modifier)
              + "\n"
              + lay(right, level + 1);
      case LabelReplace replace -> {
        String arguments =
            Printer.replaceArguments(replace).stream()
                .map(argument -> indent + INDENT + argument)
                .collect(Collectors.joining(",\n"));
        String body = lay(replace.input(), level + 1) + ",\n" + arguments;
        yield indent + "label_replace(\n" + body + "\n" + indent + ")";
      }
      case VectorLiteral _, Literal _ -> indent + line;
    };
  }

  private static String rangeAggregation(RangeAggregation aggregation, int level) {
    String indent = INDENT.repeat(level);
    var out = new StringBuilder(indent).append(aggregation.function().symbol()).append("(\n");
    aggregation
        .parameter()
        .ifPresent(
            value ->
                out.append(indent).append(INDENT).append(GoFloat.shortest(value)).append(",\n"));
    out.append(range(aggregation.input(), level + 1));
    out.append('\n').append(indent).append(')');
    aggregation.grouping().ifPresent(grouping -> out.append(Printer.grouping(grouping, ", ")));
    return out.toString();
  }

  private static String range(LogRange input, int level) {
    var out = new StringBuilder(lay(input.query(), level));
    input
        .unwrap()
        .ifPresent(
            unwrap -> {
              for (String line : Printer.FORMATTED.unwrap(unwrap)) {
                out.append('\n').append(INDENT.repeat(level + 1)).append(line);
              }
            });
    return out.append(' ').append(Printer.window(input)).toString();
  }

  private static String pipeline(LogExpr log, int level) {
    List<String> lines = new ArrayList<>();
    boolean afterLineFilter = false;
    for (Stage stage : log.stages()) {
      boolean lineFilter = stage instanceof Stage.LineFilter;
      String text = Printer.FORMATTED.stage(stage);
      if (lineFilter && afterLineFilter) {
        lines.set(lines.size() - 1, lines.getLast() + " " + text);
      } else {
        lines.add(text);
      }
      afterLineFilter = lineFilter;
    }
    var out = new StringBuilder(INDENT.repeat(level)).append(Printer.selector(log.matchers()));
    lines.forEach(line -> out.append('\n').append(INDENT.repeat(level + 1)).append(line));
    return out.toString();
  }

  private static boolean fits(String line) {
    return line.getBytes(StandardCharsets.UTF_8).length <= WIDTH;
  }
}
