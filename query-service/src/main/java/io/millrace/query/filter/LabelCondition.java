package io.millrace.query.filter;

import io.millrace.logql.ast.Comparison;
import io.millrace.logql.ast.LabelFilter;
import io.millrace.logql.ast.Matcher;
import io.millrace.query.row.Hints;
import io.millrace.query.row.RowStage;
import io.millrace.query.row.StageProgram;
import io.millrace.query.value.ByteSize;
import io.millrace.query.value.GoDuration;
import io.millrace.query.value.GoFloat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A label filter, compiled. Immutable.
public sealed interface LabelCondition extends StageProgram {
  /// The label as text; a missing one is empty.
  record OfText(String name, boolean negated, TextMatch match) implements LabelCondition {}

  /// The label as a number in some unit.
  record OfNumber(String name, NumberReader reader, Comparison comparison, double wanted)
      implements LabelCondition {}

  /// The label as an address; without a set, the pattern was wrong, and `fault` says how.
  record OfIp(String name, boolean negated, @Nullable IpSet set, String fault)
      implements LabelCondition {}

  /// Both, whatever the left says.
  record And(LabelCondition left, LabelCondition right) implements LabelCondition {}

  /// The right one only where the left does not hold.
  record Or(LabelCondition left, LabelCondition right) implements LabelCondition {}

  /// Compiles a filter.
  ///
  /// @throws io.millrace.query.regex.RegexSyntaxException if a regular expression is none
  static LabelCondition of(LabelFilter filter) {
    return switch (filter) {
      case LabelFilter.TextFilter(Matcher matcher) ->
          new OfText(matcher.name(), isNegated(matcher.op()), match(matcher));
      case LabelFilter.NumberFilter(String name, Comparison comparison, double value) ->
          new OfNumber(name, GoFloat::parse, comparison, value);
      case LabelFilter.DurationFilter(String name, Comparison comparison, Duration value) ->
          new OfNumber(
              name,
              (text, start, length) -> GoDuration.parse(string(text, start, length)),
              comparison,
              value.toNanos());
      case LabelFilter.BytesFilter(String name, Comparison comparison, long value) ->
          new OfNumber(
              name,
              (text, start, length) -> ByteSize.parse(string(text, start, length)),
              comparison,
              value);
      case LabelFilter.IpFilter(String name, Matcher.Op op, String pattern) ->
          ip(name, op, pattern);
      case LabelFilter.And(LabelFilter left, LabelFilter right) -> new And(of(left), of(right));
      case LabelFilter.Or(LabelFilter left, LabelFilter right) -> new Or(of(left), of(right));
    };
  }

  /// The test of a matcher as `drop` and `keep` use it: the value, empty where there is none.
  static LineTest test(Matcher matcher) {
    LineTest test = match(matcher).newTest();
    return isNegated(matcher.op())
        ? (text, start, length) -> !test.test(text, start, length)
        : test;
  }

  private static TextMatch match(Matcher matcher) {
    return matcher.op().isRegex()
        ? TextMatch.of(matcher.value())
        : new TextMatch.Equal(matcher.value(), false);
  }

  private static boolean isNegated(Matcher.Op op) {
    return op == Matcher.Op.NOT_EQUAL || op == Matcher.Op.NOT_REGEX;
  }

  private static OfIp ip(String name, Matcher.Op op, String pattern) {
    boolean negated = op == Matcher.Op.NOT_EQUAL;
    try {
      return new OfIp(name, negated, IpSet.parse(pattern), "");
    } catch (IllegalArgumentException e) {
      return new OfIp(name, negated, null, String.valueOf(e.getMessage()));
    }
  }

  private static String string(byte[] text, int start, int length) {
    return new String(text, start, length, StandardCharsets.UTF_8);
  }

  @Override
  default RowStage bind(Hints hints) {
    return switch (this) {
      case OfText(String name, boolean negated, TextMatch match) ->
          new TextStage(hints.labels().names().id(name), negated, match.newTest());
      case OfNumber(String name, NumberReader reader, Comparison comparison, double wanted) ->
          new NumberStage(hints.labels().names().id(name), reader, comparison, wanted);
      case OfIp(String name, boolean negated, IpSet set, String fault) ->
          new IpStage(hints.labels().names().id(name), negated, set, fault);
      case And(LabelCondition left, LabelCondition right) -> {
        RowStage one = left.bind(hints);
        RowStage two = right.bind(hints);
        yield row -> {
          boolean first = one.apply(row);
          boolean second = two.apply(row);
          return first && second;
        };
      }
      case Or(LabelCondition left, LabelCondition right) -> {
        RowStage one = left.bind(hints);
        RowStage two = right.bind(hints);
        yield row -> one.apply(row) || two.apply(row);
      }
    };
  }
}
