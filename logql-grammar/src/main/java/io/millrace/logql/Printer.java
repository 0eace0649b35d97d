package io.millrace.logql;

import io.millrace.logql.ast.BinaryModifier;
import io.millrace.logql.ast.BinaryModifier.Cardinality;
import io.millrace.logql.ast.BinaryOperator;
import io.millrace.logql.ast.Expr;
import io.millrace.logql.ast.Grouping;
import io.millrace.logql.ast.LogExpr;
import io.millrace.logql.ast.LogRange;
import io.millrace.logql.ast.Matcher;
import io.millrace.logql.ast.MetricExpr.BinaryOperation;
import io.millrace.logql.ast.MetricExpr.LabelReplace;
import io.millrace.logql.ast.MetricExpr.Literal;
import io.millrace.logql.ast.MetricExpr.RangeAggregation;
import io.millrace.logql.ast.MetricExpr.VectorAggregation;
import io.millrace.logql.ast.MetricExpr.VectorLiteral;
import io.millrace.logql.ast.Stage;
import io.millrace.logql.ast.Unwrap;
import io.millrace.logql.literal.GoDuration;
import io.millrace.logql.literal.GoFloat;
import io.millrace.logql.literal.GoString;
import io.millrace.logql.literal.PrometheusDuration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Writes a tree in one line.
///
/// Two printers differ in a few numbers: [#EXACT] writes what reads back as the same tree, and
/// [#FORMATTED] what `format_query` shows, which rounds sizes and the argument of `vector`.
enum Printer {
  EXACT,
  FORMATTED;

  String print(Expr expr) {
    return switch (expr) {
      case LogExpr log -> log(log);
      case RangeAggregation(var function, var parameter, var input, var grouping) -> {
        String prefix = parameter.isPresent() ? GoFloat.plain(parameter.getAsDouble()) + "," : "";
        String suffix = grouping.map(g -> grouping(g, ",")).orElse("");
        yield function.symbol() + "(" + prefix + range(input) + ")" + suffix;
      }
      case VectorAggregation(var function, var parameter, var input, var grouping) -> {
        String prefix = parameter.isPresent() ? parameter.getAsInt() + "," : "";
        String by = grouping.map(g -> grouping(g, ",")).orElse("");
        yield function.symbol() + by + "(" + prefix + print(input) + ")";
      }
      case BinaryOperation(var operator, var left, var right, var modifier) ->
          "(" + print(left) + " " + operator(operator, modifier) + " " + print(right) + ")";
      case LabelReplace replace ->
          replaceArguments(replace).stream()
              .collect(
                  Collectors.joining(",", "label_replace(" + print(replace.input()) + ",", ")"));
      case VectorLiteral(double value) ->
          "vector(" + (this == EXACT ? GoFloat.shortest(value) : GoFloat.fixed(value)) + ")";
      case Literal(double value) -> literal(value);
    };
  }

  String log(LogExpr log) {
    var out = new StringBuilder(selector(log.matchers()));
    log.stages().forEach(stage -> out.append(' ').append(stage(stage)));
    return out.toString();
  }

  String stage(Stage stage) {
    return new StagePrinter(this).print(stage);
  }

  static String selector(List<Matcher> matchers) {
    return matchers.stream().map(Printer::matcher).collect(Collectors.joining(", ", "{", "}"));
  }

  static String matcher(Matcher matcher) {
    return matcher.name() + matcher.op().symbol() + GoString.quote(matcher.value());
  }

  private String range(LogRange input) {
    String unwrap =
        input.unwrap().stream()
            .flatMap(u -> unwrap(u).stream())
            .map(part -> " " + part)
            .collect(Collectors.joining());
    return log(input.query()) + unwrap + window(input);
  }

  /// `| unwrap …` and each post filter.
  List<String> unwrap(Unwrap unwrap) {
    String conversion = unwrap.conversion().symbol();
    String label = conversion.isEmpty() ? unwrap.label() : conversion + "(" + unwrap.label() + ")";
    var filters = new StagePrinter(this);
    return Stream.concat(
            Stream.of("| unwrap " + label),
            unwrap.postFilters().stream().map(filter -> "| " + filters.print(filter)))
        .toList();
  }

  /// `[5m] offset 10m0s`
  static String window(LogRange input) {
    String range = "[" + PrometheusDuration.format(input.range().toNanos()) + "]";
    return input.offset().isZero()
        ? range
        : range + " offset " + GoDuration.format(input.offset().toNanos());
  }

  static String grouping(Grouping grouping, String separator) {
    return (grouping.without() ? " without (" : " by (")
        + String.join(separator, grouping.labels())
        + ")";
  }

  static String operator(BinaryOperator operator, BinaryModifier modifier) {
    var out = new StringBuilder(operator.symbol());
    if (modifier.returnBool()) {
      out.append(" bool");
    }
    boolean grouped = modifier.cardinality() != Cardinality.ONE_TO_ONE;
    if (modifier.on() || !modifier.labels().isEmpty() || grouped) {
      out.append(modifier.on() ? " on (" : " ignoring (");
      out.append(String.join(",", modifier.labels())).append(')');
    }
    if (grouped) {
      out.append(
          modifier.cardinality() == Cardinality.MANY_TO_ONE ? " group_left (" : " group_right (");
      out.append(String.join(",", modifier.include())).append(')');
    }
    return out.toString();
  }

  static List<String> replaceArguments(LabelReplace replace) {
    return List.of(
        GoString.quote(replace.destination()),
        GoString.quote(replace.replacement()),
        GoString.quote(replace.source()),
        GoString.quote(replace.regex()));
  }

  /// There is no literal for what is not finite, but arithmetic that gives it.
  private String literal(double value) {
    if (this == FORMATTED || Double.isFinite(value)) {
      return GoFloat.shortest(value);
    }
    return Double.isNaN(value) ? "(0 / 0)" : value > 0 ? "(1 / 0)" : "(-1 / 0)";
  }
}
