package io.millrace.logql.ast;

import java.time.Duration;

/// A condition on labels: `status>=500 or (level="error" and took>2s)`.
///
/// `and`, `,` and juxtaposition are all [And]; parentheses are the shape of the tree.
public sealed interface LabelFilter {
  /// `level="error"`, `level=~"err.*"`: the label as text; a missing label is the empty string.
  record TextFilter(Matcher matcher) implements LabelFilter {}

  /// `status>=500`
  record NumberFilter(String name, Comparison comparison, double value) implements LabelFilter {}

  /// `took>250ms`. The value may be negative.
  record DurationFilter(String name, Comparison comparison, Duration value)
      implements LabelFilter {}

  /// `size>20KB`. The value is in bytes.
  record BytesFilter(String name, Comparison comparison, long value) implements LabelFilter {}

  /// `addr=ip("10.0.0.0/8")`. The operator is [Matcher.Op#EQUAL] or [Matcher.Op#NOT_EQUAL]; the
  /// pattern is an address, a range or a prefix and has not been checked: a bad one fails when the
  /// query runs.
  record IpFilter(String name, Matcher.Op op, String pattern) implements LabelFilter {}

  /// Both hold. The right side is evaluated whatever the left says.
  record And(LabelFilter left, LabelFilter right) implements LabelFilter {}

  /// Either holds. The right side is evaluated only when the left does not hold.
  record Or(LabelFilter left, LabelFilter right) implements LabelFilter {}
}
