package io.millrace.logql;

import io.millrace.logql.ast.BinaryModifier;
import io.millrace.logql.ast.BinaryModifier.Cardinality;
import io.millrace.logql.ast.BinaryOperator;
import io.millrace.logql.ast.Expr;
import io.millrace.logql.ast.Grouping;
import io.millrace.logql.ast.LogExpr;
import io.millrace.logql.ast.LogRange;
import io.millrace.logql.ast.MetricExpr;
import io.millrace.logql.ast.RangeFunction;
import io.millrace.logql.ast.VectorFunction;
import io.millrace.logql.grammar.LogQlLexer;
import io.millrace.logql.grammar.LogQlParser.BinaryContext;
import io.millrace.logql.grammar.LogQlParser.ExprContext;
import io.millrace.logql.grammar.LogQlParser.FlatContext;
import io.millrace.logql.grammar.LogQlParser.GroupingContext;
import io.millrace.logql.grammar.LogQlParser.LabelListContext;
import io.millrace.logql.grammar.LogQlParser.LabelReplaceContext;
import io.millrace.logql.grammar.LogQlParser.LiteralContext;
import io.millrace.logql.grammar.LogQlParser.LogContext;
import io.millrace.logql.grammar.LogQlParser.LogRangeContext;
import io.millrace.logql.grammar.LogQlParser.ModifierContext;
import io.millrace.logql.grammar.LogQlParser.NestedContext;
import io.millrace.logql.grammar.LogQlParser.ParenthesesContext;
import io.millrace.logql.grammar.LogQlParser.PipelineContext;
import io.millrace.logql.grammar.LogQlParser.RangeAggregationContext;
import io.millrace.logql.grammar.LogQlParser.VectorAggregationContext;
import io.millrace.logql.grammar.LogQlParser.VectorContext;
import io.millrace.logql.grammar.LogQlParser.WindowContext;
import io.millrace.logql.literal.PrometheusDuration;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.misc.ParseCancellationException;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/// Turns a parse tree into an [Expr] and checks what can be checked without running it. One method
/// for each rule, each with its own return type; pipelines are [StageBuilder]'s.
///
/// What the grammar is too lenient about is refused with a [ParseCancellationException], as if the
/// grammar had done it.
final class TreeBuilder {
  private int depth;

  private TreeBuilder() {}

  static Expr build(ExprContext context) {
    return new TreeBuilder().expr(context);
  }

  private Expr expr(ExprContext context) {
    if (++depth > QueryReader.MAX_DEPTH) {
      throw QueryReader.tooDeep();
    }
    Expr expr =
        switch (context) {
          case LogContext c ->
              new LogExpr(StageBuilder.selector(c.selector()), StageBuilder.stages(c.stage()));
          case ParenthesesContext c -> expr(c.expr());
          case LiteralContext c -> new MetricExpr.Literal(StageBuilder.number(c.number()));
          case VectorContext c ->
              new MetricExpr.VectorLiteral(StageBuilder.number(c.NUMBER().getSymbol()));
          case RangeAggregationContext c -> rangeAggregation(c);
          case VectorAggregationContext c -> vectorAggregation(c);
          case LabelReplaceContext c -> labelReplace(c);
          case BinaryContext c -> binary(c);
          default -> throw new IllegalStateException("no such expression: " + context.getClass());
        };
    depth--;
    return expr;
  }

  /// An expression where only samples will do.
  private MetricExpr metric(ExprContext context) {
    return switch (expr(context)) {
      case MetricExpr metric -> metric;
      case LogExpr _ -> throw new ParseCancellationException("a log query is no operand");
    };
  }

  private static MetricExpr rangeAggregation(RangeAggregationContext context) {
    var function = RangeFunction.valueOf(name(context.rangeFunction()));
    var parameter = OptionalDouble.empty();
    if (context.NUMBER() != null) {
      if (function != RangeFunction.QUANTILE_OVER_TIME) {
        throw LogQlSyntaxException.of(
            "parameter %s not supported for operation %s"
                .formatted(context.NUMBER().getText(), function.symbol()));
      }
      parameter = OptionalDouble.of(StageBuilder.number(context.NUMBER().getSymbol()));
    } else if (function == RangeFunction.QUANTILE_OVER_TIME) {
      throw LogQlSyntaxException.of("parameter required for operation " + function.symbol());
    }
    LogRange input = logRange(context.logRange());
    Optional<Grouping> grouping = grouping(context.grouping());
    if (grouping.isPresent() && !function.allowsGrouping()) {
      throw groupingNotAllowed(function.symbol());
    }
    if (input.unwrap().isPresent() && function.refusesUnwrap()) {
      throw LogQlSyntaxException.of("invalid aggregation " + function.symbol() + " with unwrap");
    }
    if (input.unwrap().isEmpty() && function.requiresUnwrap()) {
      throw LogQlSyntaxException.of("invalid aggregation " + function.symbol() + " without unwrap");
    }
    return new MetricExpr.RangeAggregation(function, parameter, input, grouping);
  }

  private MetricExpr vectorAggregation(VectorAggregationContext context) {
    var function = VectorFunction.valueOf(name(context.vectorFunction()));
    if (context.before != null && context.after != null) {
      throw new ParseCancellationException("grouped twice");
    }
    OptionalInt parameter = parameter(function, context.NUMBER());
    Optional<Grouping> grouping = grouping(context.before != null ? context.before : context.after);
    if (grouping.isPresent() && function.isSort()) {
      throw LogQlSyntaxException.of("sort and sort_desc doesn't allow grouping by ");
    }
    if (grouping.isPresent() && function == VectorFunction.APPROX_TOPK) {
      throw groupingNotAllowed(function.symbol());
    }
    return new MetricExpr.VectorAggregation(function, parameter, metric(context.expr()), grouping);
  }

  private static OptionalInt parameter(VectorFunction function, @Nullable TerminalNode number) {
    if (number == null) {
      if (function.takesParameter()) {
        throw LogQlSyntaxException.of("parameter required for operation " + function.symbol());
      }
      return OptionalInt.empty();
    }
    String call = function.symbol() + "(" + number.getText();
    if (!function.takesParameter()) {
      throw LogQlSyntaxException.of("unsupported parameter for operation " + call + ",");
    }
    long value;
    try {
      value = Long.parseLong(number.getText());
    } catch (NumberFormatException e) {
      throw LogQlSyntaxException.of("invalid parameter " + call + ",");
    }
    if (value <= 0) {
      throw LogQlSyntaxException.of("invalid parameter (must be greater than 0) " + call);
    }
    return OptionalInt.of((int) Math.min(value, Integer.MAX_VALUE));
  }

  private MetricExpr labelReplace(LabelReplaceContext context) {
    MetricExpr input = metric(context.expr());
    List<String> arguments = context.STRING().stream().map(StageBuilder::string).toList();
    String fault = RegexCheck.fault("^(?:" + arguments.get(3) + ")$");
    if (!fault.isEmpty()) {
      throw LogQlSyntaxException.of("invalid regex in label_replace: " + fault);
    }
    return new MetricExpr.LabelReplace(
        input, arguments.get(0), arguments.get(1), arguments.get(2), arguments.get(3));
  }

  private MetricExpr binary(BinaryContext context) {
    BinaryOperator operator = operator(context.op.getType());
    Expr left = expr(context.expr(0));
    BinaryModifier modifier = modifier(context.modifier());
    Expr right = expr(context.expr(1));
    return Operation.of(operator, left, right, modifier);
  }

  private static BinaryModifier modifier(ModifierContext context) {
    boolean returnBool = context.BOOL() != null;
    if (context.matching == null) {
      return returnBool ? Operation.RETURN_BOOL : BinaryModifier.NONE;
    }
    var cardinality =
        context.group == null
            ? Cardinality.ONE_TO_ONE
            : context.group.getType() == LogQlLexer.GROUP_LEFT
                ? Cardinality.MANY_TO_ONE
                : Cardinality.ONE_TO_MANY;
    return new BinaryModifier(
        returnBool,
        context.matching.getType() == LogQlLexer.ON,
        labels(context.labelList()),
        cardinality,
        context.group == null || context.include().labelList() == null
            ? List.of()
            : labels(context.include().labelList()));
  }

  private static LogRange logRange(LogRangeContext context) {
    return switch (context) {
      case NestedContext c when c.window() == null -> logRange(c.logRange());
      case NestedContext c -> {
        LogRangeContext inner = c.logRange();
        if (inner instanceof FlatContext flat && flat.window() == null) {
          yield logRange(flat, c.window());
        }
        throw new ParseCancellationException("two ranges, or too many parentheses before one");
      }
      case FlatContext c when c.window() != null -> logRange(c, c.window());
      default -> throw new ParseCancellationException("no range");
    };
  }

  private static LogRange logRange(FlatContext flat, WindowContext window) {
    PipelineContext pipeline = flat.pipeline();
    if (window.pipeline().getChildCount() > 0) {
      if (pipeline.getChildCount() > 0) {
        throw new ParseCancellationException("a pipeline before and after the range");
      }
      pipeline = window.pipeline();
    }
    String range = window.RANGE().getText();
    return new LogRange(
        new LogExpr(StageBuilder.selector(flat.selector()), StageBuilder.stages(pipeline.stage())),
        Optional.ofNullable(pipeline.unwrap()).map(StageBuilder::unwrap),
        Duration.ofNanos(PrometheusDuration.parse(range.substring(1, range.length() - 1))),
        window.DURATION() == null
            ? Duration.ZERO
            : StageBuilder.duration(window.DURATION().getText()));
  }

  private static Optional<Grouping> grouping(@Nullable GroupingContext context) {
    return Optional.ofNullable(context)
        .map(c -> new Grouping(c.kind.getType() == LogQlLexer.WITHOUT, labels(c.labelList())));
  }

  private static List<String> labels(LabelListContext context) {
    return context.IDENTIFIER().stream().map(TerminalNode::getText).toList();
  }

  private static LogQlSyntaxException groupingNotAllowed(String function) {
    return LogQlSyntaxException.of("grouping not allowed for " + function + " aggregation");
  }

  /// The name of the single token that a rule consists of.
  private static String name(ParserRuleContext context) {
    return LogQlLexer.VOCABULARY.getSymbolicName(context.getStart().getType());
  }

  private static BinaryOperator operator(int type) {
    return switch (type) {
      case LogQlLexer.OR -> BinaryOperator.OR;
      case LogQlLexer.AND -> BinaryOperator.AND;
      case LogQlLexer.UNLESS -> BinaryOperator.UNLESS;
      case LogQlLexer.CMP_EQ -> BinaryOperator.EQUAL;
      case LogQlLexer.NEQ -> BinaryOperator.NOT_EQUAL;
      case LogQlLexer.GT -> BinaryOperator.GREATER;
      case LogQlLexer.GTE -> BinaryOperator.GREATER_OR_EQUAL;
      case LogQlLexer.LT -> BinaryOperator.LESS;
      case LogQlLexer.LTE -> BinaryOperator.LESS_OR_EQUAL;
      case LogQlLexer.ADD -> BinaryOperator.ADD;
      case LogQlLexer.SUB -> BinaryOperator.SUBTRACT;
      case LogQlLexer.MUL -> BinaryOperator.MULTIPLY;
      case LogQlLexer.DIV -> BinaryOperator.DIVIDE;
      case LogQlLexer.MOD -> BinaryOperator.MODULO;
      case LogQlLexer.POW -> BinaryOperator.POWER;
      default -> throw new IllegalStateException("no operator: token type " + type);
    };
  }
}
