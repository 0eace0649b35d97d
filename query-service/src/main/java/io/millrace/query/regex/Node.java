package io.millrace.query.regex;

import java.util.Arrays;
import java.util.List;

/// A regular expression as a tree.
public sealed interface Node {
  /// Matches the empty string.
  record Empty() implements Node {}

  /// Matches nothing.
  record NoMatch() implements Node {}

  /// These code points, one after the other; with `fold`, in any case.
  record Literal(int[] runes, boolean fold) implements Node {
    /// The text of the literal.
    public String text() {
      return new String(runes, 0, runes.length);
    }
  }

  /// One code point of the ranges `ranges[0] … ranges[1]`, `ranges[2] … ranges[3]` and so on:
  /// ascending, not touching each other.
  record CharClass(int[] ranges) implements Node {}

  /// `.` with `(?s)`
  record AnyRune() implements Node {}

  /// `.`
  record AnyRuneButNewline() implements Node {}

  /// `^`, `$`, `\b` and their kin.
  record Assertion(Place place) implements Node {}

  /// Where an [Assertion] holds.
  enum Place {
    BEGIN_LINE,
    END_LINE,
    BEGIN_TEXT,
    END_TEXT,
    WORD_BOUNDARY,
    NO_WORD_BOUNDARY
  }

  /// `(sub)`, or `(?P<name>sub)`; the name may be empty.
  record Capture(int index, String name, Node sub) implements Node {}

  /// `sub*`
  record Star(Node sub, boolean greedy) implements Node {}

  /// `sub+`
  record Plus(Node sub, boolean greedy) implements Node {}

  /// `sub?`
  record Quest(Node sub, boolean greedy) implements Node {}

  /// `sub{min,max}`; a `max` of -1 is no limit.
  record Repeat(Node sub, int min, int max, boolean greedy) implements Node {}

  /// All of them, one after the other: two or more.
  record Concat(List<Node> subs) implements Node {
    public Concat {
      subs = List.copyOf(subs);
    }
  }

  /// One of them: two or more.
  record Alternate(List<Node> subs) implements Node {
    public Alternate {
      subs = List.copyOf(subs);
    }
  }

  /// Whether this is one code point out of a set: a literal of length 1, a class or a dot.
  default boolean isOneRune() {
    return switch (this) {
      case Literal literal -> literal.runes().length == 1;
      case CharClass _, AnyRune _, AnyRuneButNewline _ -> true;
      case Empty _,
          NoMatch _,
          Assertion _,
          Capture _,
          Star _,
          Plus _,
          Quest _,
          Repeat _,
          Concat _,
          Alternate _ ->
          false;
    };
  }

  /// Whether two leaves, or repeats of leaves, are the same expression.
  static boolean same(Node one, Node two) {
    return switch (one) {
      case Literal(int[] runes, boolean fold) ->
          two instanceof Literal other
              && fold == other.fold()
              && Arrays.equals(runes, other.runes());
      case CharClass(int[] ranges) ->
          two instanceof CharClass other && Arrays.equals(ranges, other.ranges());
      case Repeat(Node sub, int min, int max, boolean greedy) ->
          two instanceof Repeat other
              && min == other.min()
              && max == other.max()
              && greedy == other.greedy()
              && same(sub, other.sub());
      case Empty _,
          NoMatch _,
          AnyRune _,
          AnyRuneButNewline _,
          Assertion _,
          Capture _,
          Star _,
          Plus _,
          Quest _,
          Concat _,
          Alternate _ ->
          one.equals(two);
    };
  }
}
