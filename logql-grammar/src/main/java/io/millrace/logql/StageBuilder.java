package io.millrace.logql;

import io.millrace.logql.ast.Comparison;
import io.millrace.logql.ast.LabelFilter;
import io.millrace.logql.ast.LineFilterOp;
import io.millrace.logql.ast.Matcher;
import io.millrace.logql.ast.Stage;
import io.millrace.logql.ast.Unwrap;
import io.millrace.logql.ast.Unwrap.Conversion;
import io.millrace.logql.grammar.LogQlLexer;
import io.millrace.logql.grammar.LogQlParser.AssignmentContext;
import io.millrace.logql.grammar.LogQlParser.ChoiceContext;
import io.millrace.logql.grammar.LogQlParser.ComparisonContext;
import io.millrace.logql.grammar.LogQlParser.ConditionContext;
import io.millrace.logql.grammar.LogQlParser.ConjunctionContext;
import io.millrace.logql.grammar.LogQlParser.DecolorizeContext;
import io.millrace.logql.grammar.LogQlParser.DropContext;
import io.millrace.logql.grammar.LogQlParser.ExtractionContext;
import io.millrace.logql.grammar.LogQlParser.FilterContext;
import io.millrace.logql.grammar.LogQlParser.GroupContext;
import io.millrace.logql.grammar.LogQlParser.IpContext;
import io.millrace.logql.grammar.LogQlParser.JsonContext;
import io.millrace.logql.grammar.LogQlParser.KeepContext;
import io.millrace.logql.grammar.LogQlParser.LabelFilterContext;
import io.millrace.logql.grammar.LogQlParser.LabelFormatContext;
import io.millrace.logql.grammar.LogQlParser.LineFilterContext;
import io.millrace.logql.grammar.LogQlParser.LineFormatContext;
import io.millrace.logql.grammar.LogQlParser.LogfmtContext;
import io.millrace.logql.grammar.LogQlParser.MatcherContext;
import io.millrace.logql.grammar.LogQlParser.NumberContext;
import io.millrace.logql.grammar.LogQlParser.OperandContext;
import io.millrace.logql.grammar.LogQlParser.PatternContext;
import io.millrace.logql.grammar.LogQlParser.QuantityContext;
import io.millrace.logql.grammar.LogQlParser.RegexpContext;
import io.millrace.logql.grammar.LogQlParser.SelectorContext;
import io.millrace.logql.grammar.LogQlParser.StageContext;
import io.millrace.logql.grammar.LogQlParser.TextContext;
import io.millrace.logql.grammar.LogQlParser.UnpackContext;
import io.millrace.logql.grammar.LogQlParser.UnwrapContext;
import io.millrace.logql.literal.ByteSize;
import io.millrace.logql.literal.GoDuration;
import io.millrace.logql.literal.GoFloat;
import io.millrace.logql.literal.GoString;
import io.millrace.logql.literal.PrometheusDuration;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;

/// Turns the parse tree of a pipeline into [Stage]s.
final class StageBuilder {
  /// Longer chains of `and` or `or` become balanced trees: the same in meaning, but not deep.
  private static final int LONGEST_CHAIN = 64;

  private StageBuilder() {}

  static List<Matcher> selector(SelectorContext context) {
    return context.matcher().stream().map(StageBuilder::matcher).toList();
  }

  static List<Stage> stages(List<StageContext> contexts) {
    return contexts.stream().map(StageBuilder::stage).toList();
  }

  private static Stage stage(StageContext context) {
    return switch (context) {
      case LineFilterContext c ->
          new Stage.LineFilter(
              lineFilterOp(c.op.getType()),
              c.operand().stream().map(StageBuilder::operand).toList());
      case JsonContext c -> new Stage.Json(extractions(c.extraction()));
      case LogfmtContext c -> logfmt(c);
      case RegexpContext c -> regexp(string(c.STRING()));
      case PatternContext c -> pattern(string(c.STRING()));
      case UnpackContext _ -> new Stage.Unpack();
      case LineFormatContext c -> new Stage.LineFormat(string(c.STRING()));
      case LabelFormatContext c ->
          new Stage.LabelFormat(c.assignment().stream().map(StageBuilder::assignment).toList());
      case DecolorizeContext _ -> new Stage.Decolorize();
      case DropContext c -> new Stage.Drop(choices(c.choice()));
      case KeepContext c -> new Stage.Keep(choices(c.choice()));
      case FilterContext c -> new Stage.Filter(labelFilter(c.labelFilter()));
      default -> throw new IllegalStateException("no such stage: " + context.getClass());
    };
  }

  private static Stage.LineFilter.Operand operand(OperandContext context) {
    return new Stage.LineFilter.Operand(string(context.STRING()), context.IP() != null);
  }

  private static Stage logfmt(LogfmtContext context) {
    List<String> flags = context.PARSER_FLAG().stream().map(TerminalNode::getText).toList();
    return new Stage.Logfmt(
        flags.stream().anyMatch("--strict"::equalsIgnoreCase),
        flags.stream().anyMatch("--keep-empty"::equalsIgnoreCase),
        extractions(context.extraction()));
  }

  private static Stage regexp(String regex) {
    String fault = RegexCheck.captureFault(regex);
    if (!fault.isEmpty()) {
      throw LogQlSyntaxException.of("invalid regexp parser: " + fault);
    }
    return new Stage.Regexp(regex);
  }

  private static Stage pattern(String pattern) {
    String fault = PatternCheck.parserFault(pattern);
    if (!fault.isEmpty()) {
      throw LogQlSyntaxException.of("invalid pattern parser: " + fault);
    }
    return new Stage.Pattern(pattern);
  }

  private static List<Stage.Extraction> extractions(List<ExtractionContext> contexts) {
    return contexts.stream()
        .map(
            c -> {
              String label = c.IDENTIFIER().getText();
              return new Stage.Extraction(label, c.STRING() == null ? label : string(c.STRING()));
            })
        .toList();
  }

  private static Stage.LabelFormat.Assignment assignment(AssignmentContext context) {
    String label = context.IDENTIFIER(0).getText();
    return context.source != null
        ? new Stage.LabelFormat.Rename(label, context.source.getText())
        : new Stage.LabelFormat.Template(label, string(context.STRING()));
  }

  private static List<Stage.LabelChoice> choices(List<ChoiceContext> contexts) {
    return contexts.stream().map(StageBuilder::choice).toList();
  }

  private static Stage.LabelChoice choice(ChoiceContext context) {
    if (context.matcher() == null) {
      return new Stage.LabelChoice(context.IDENTIFIER().getText(), Optional.empty());
    }
    Matcher matcher = matcher(context.matcher());
    return new Stage.LabelChoice(matcher.name(), Optional.of(matcher));
  }

  static Unwrap unwrap(UnwrapContext context) {
    var conversion = Conversion.NUMBER;
    if (context.conversion() != null) {
      conversion =
          switch (context.conversion().getStart().getType()) {
            case LogQlLexer.DURATION_CONV -> Conversion.DURATION;
            case LogQlLexer.DURATION_SECONDS_CONV -> Conversion.DURATION_SECONDS;
            default -> Conversion.BYTES;
          };
    }
    return new Unwrap(
        context.IDENTIFIER().getText(),
        conversion,
        context.labelFilter().stream().map(StageBuilder::labelFilter).toList());
  }

  private static LabelFilter labelFilter(LabelFilterContext context) {
    List<LabelFilter> sides =
        context.conjunction().stream().map(StageBuilder::conjunction).toList();
    return chain(sides, LabelFilter.Or::new);
  }

  private static LabelFilter conjunction(ConjunctionContext context) {
    List<LabelFilter> sides = context.condition().stream().map(StageBuilder::condition).toList();
    return chain(sides, LabelFilter.And::new);
  }

  private static LabelFilter chain(List<LabelFilter> sides, BinaryOperator<LabelFilter> join) {
    if (sides.size() <= LONGEST_CHAIN) {
      return sides.stream().reduce(join).orElseThrow();
    }
    int middle = sides.size() / 2;
    return join.apply(
        chain(sides.subList(0, middle), join), chain(sides.subList(middle, sides.size()), join));
  }

  private static LabelFilter condition(ConditionContext context) {
    return switch (context) {
      case TextContext c -> new LabelFilter.TextFilter(matcher(c.matcher()));
      case IpContext c ->
          new LabelFilter.IpFilter(
              c.IDENTIFIER().getText(), matchOp(c.op.getType()), string(c.STRING()));
      case ComparisonContext c ->
          comparison(c.IDENTIFIER().getText(), comparison(c.op.getType()), c.quantity());
      case GroupContext c -> labelFilter(c.labelFilter());
      default -> throw new IllegalStateException("no such condition: " + context.getClass());
    };
  }

  private static LabelFilter comparison(
      String name, Comparison comparison, QuantityContext quantity) {
    if (quantity.number() != null) {
      return new LabelFilter.NumberFilter(name, comparison, number(quantity.number()));
    }
    if (quantity.DURATION() != null) {
      Duration value = duration(quantity.DURATION().getText());
      return new LabelFilter.DurationFilter(name, comparison, value);
    }
    long value = ByteSize.parse(quantity.BYTES().getText()).orElseThrow();
    return new LabelFilter.BytesFilter(name, comparison, value);
  }

  private static Matcher matcher(MatcherContext context) {
    var matcher =
        new Matcher(
            context.IDENTIFIER().getText(),
            matchOp(context.op.getType()),
            string(context.STRING()));
    String fault = matcher.op().isRegex() ? RegexCheck.fault(matcher.value()) : "";
    if (!fault.isEmpty()) {
      throw LogQlSyntaxException.of(fault);
    }
    return matcher;
  }

  static double number(NumberContext context) {
    double value = number(context.NUMBER().getSymbol());
    return context.sign != null && context.sign.getType() == LogQlLexer.SUB ? -value : value;
  }

  static double number(Token token) {
    try {
      return GoFloat.parse(token.getText());
    } catch (IllegalArgumentException e) {
      throw LogQlSyntaxException.of("unable to parse float: " + e.getMessage());
    }
  }

  /// The value of a token that the lexer has found to be a duration.
  static Duration duration(String text) {
    try {
      return Duration.ofNanos(PrometheusDuration.parse(text));
    } catch (IllegalArgumentException e) {
      return Duration.ofNanos(GoDuration.parse(text).orElseThrow());
    }
  }

  static String string(TerminalNode node) {
    return GoString.unquote(node.getText());
  }

  private static Matcher.Op matchOp(int type) {
    return switch (type) {
      case LogQlLexer.EQ -> Matcher.Op.EQUAL;
      case LogQlLexer.NEQ -> Matcher.Op.NOT_EQUAL;
      case LogQlLexer.RE -> Matcher.Op.REGEX;
      case LogQlLexer.NRE -> Matcher.Op.NOT_REGEX;
      default -> throw new IllegalStateException("no matcher: token type " + type);
    };
  }

  private static Comparison comparison(int type) {
    return switch (type) {
      case LogQlLexer.EQ, LogQlLexer.CMP_EQ -> Comparison.EQUAL;
      case LogQlLexer.NEQ -> Comparison.NOT_EQUAL;
      case LogQlLexer.GT -> Comparison.GREATER;
      case LogQlLexer.GTE -> Comparison.GREATER_OR_EQUAL;
      case LogQlLexer.LT -> Comparison.LESS;
      case LogQlLexer.LTE -> Comparison.LESS_OR_EQUAL;
      default -> throw new IllegalStateException("no comparison: token type " + type);
    };
  }

  private static LineFilterOp lineFilterOp(int type) {
    return switch (type) {
      case LogQlLexer.PIPE_EXACT -> LineFilterOp.CONTAINS;
      case LogQlLexer.NEQ -> LineFilterOp.NOT_CONTAINS;
      case LogQlLexer.PIPE_MATCH -> LineFilterOp.MATCHES;
      case LogQlLexer.NRE -> LineFilterOp.NOT_MATCHES;
      case LogQlLexer.PIPE_PATTERN -> LineFilterOp.FITS_PATTERN;
      case LogQlLexer.NPA -> LineFilterOp.NOT_FITS_PATTERN;
      default -> throw new IllegalStateException("no line filter: token type " + type);
    };
  }
}
