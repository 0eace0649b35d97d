package io.millrace.query.filter;

import io.millrace.query.regex.Node;
import io.millrace.query.regex.Regex;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a regular expression asks of a label, after the simplification that LogQL makes. It is not
/// what the expression says: literals with dots and stars around them are looked for anywhere.
sealed interface TextMatch {
  /// Every value, also none at all.
  record Everything() implements TextMatch {}

  /// Every value that is not empty.
  record NotEmpty() implements TextMatch {}

  /// The value is the text.
  record Equal(String text, boolean ignoreCase) implements TextMatch {}

  /// The value contains the text.
  record Contains(String text, boolean ignoreCase) implements TextMatch {}

  /// One of them.
  record AnyOf(List<TextMatch> parts) implements TextMatch {
    public AnyOf {
      parts = List.copyOf(parts);
    }
  }

  /// The whole value is matched.
  record Matches(Regex regex) implements TextMatch {}

  /// Compiles a regular expression.
  ///
  /// @throws io.millrace.query.regex.RegexSyntaxException if it is none
  static TextMatch of(String regex) {
    TextMatch simple = simplify(Regex.parse(regex));
    return simple != null ? simple : new Matches(Regex.compile("^(?:" + regex + ")$"));
  }

  private static @Nullable TextMatch simplify(Node node) {
    return switch (withoutCapture(node)) {
      case Node.Alternate(List<Node> subs) -> alternate(subs);
      case Node.Concat(List<Node> subs) -> concat(subs, null);
      case Node.Literal literal -> new Equal(literal.text(), literal.fold());
      case Node.Star(Node.AnyRuneButNewline _, _) -> new Everything();
      case Node.Plus(Node.AnyRuneButNewline _, _) -> new NotEmpty();
      case Node.Empty _ -> new Everything();
      case Node.Repeat(Node.AnyRuneButNewline _, int min, int max, _) when min < 2 && max < 0 ->
          min == 0 ? new Everything() : new NotEmpty();
      case Node.NoMatch _,
          Node.CharClass _,
          Node.AnyRune _,
          Node.AnyRuneButNewline _,
          Node.Assertion _,
          Node.Capture _,
          Node.Star _,
          Node.Plus _,
          Node.Quest _,
          Node.Repeat _ ->
          null;
    };
  }

  private static Node withoutCapture(Node node) {
    Node inner = node;
    while (inner instanceof Node.Capture(_, _, Node sub)) {
      inner = sub;
    }
    return inner;
  }

  private static @Nullable TextMatch alternate(List<Node> subs) {
    List<TextMatch> parts = new ArrayList<>();
    for (Node sub : subs) {
      TextMatch part = simplify(sub);
      if (part == null) {
        return null;
      }
      parts.add(part);
    }
    return new AnyOf(parts);
  }

  /// A sequence of at most three parts: one literal, and dots with stars or alternatives behind it.
  private static @Nullable TextMatch concat(List<Node> subs, Node.@Nullable Literal base) {
    if (subs.size() > 3) {
      return null;
    }
    Node.Literal literal = base;
    boolean sawLiteral = false;
    List<TextMatch> parts = new ArrayList<>();
    for (Node sub : subs) {
      switch (withoutCapture(sub)) {
        case Node.Literal own -> {
          if (sawLiteral) {
            return null;
          }
          sawLiteral = true;
          literal = literal == null ? own : join(literal, own);
        }
        case Node.Alternate(List<Node> alternatives) -> {
          if (literal == null || !behind(literal, alternatives, parts)) {
            return null;
          }
        }
        case Node.Star(Node.AnyRuneButNewline _, _) -> {}
        default -> {
          return null;
        }
      }
    }
    if (!parts.isEmpty()) {
      return parts.size() == 1 ? parts.getFirst() : new AnyOf(parts);
    }
    return literal == null ? null : contains(literal);
  }

  private static boolean behind(
      Node.Literal literal, List<Node> alternatives, List<TextMatch> parts) {
    for (Node alternative : alternatives) {
      switch (withoutCapture(alternative)) {
        case Node.Empty _ -> parts.add(contains(literal));
        case Node.Literal own -> parts.add(contains(join(literal, own)));
        case Node.Concat(List<Node> subs) -> {
          TextMatch part = concat(subs, literal);
          if (part == null) {
            return false;
          }
          parts.add(part);
        }
        case Node.Star(Node.AnyRuneButNewline _, _) -> parts.add(contains(literal));
        default -> {
          return false;
        }
      }
    }
    return true;
  }

  private static TextMatch contains(Node.Literal literal) {
    return new Contains(literal.text(), literal.fold());
  }

  private static Node.Literal join(Node.Literal left, Node.Literal right) {
    int[] runes = java.util.Arrays.copyOf(left.runes(), left.runes().length + right.runes().length);
    System.arraycopy(right.runes(), 0, runes, left.runes().length, right.runes().length);
    return new Node.Literal(runes, left.fold());
  }

  /// The test for one thread; the text is the value, empty where there is none.
  default LineTest newTest() {
    return switch (this) {
      case Everything() -> (_, _, _) -> true;
      case NotEmpty() -> (_, _, length) -> length > 0;
      case Equal(String text, boolean ignoreCase) ->
          ignoreCase ? folded("^", text, "$") : equal(text);
      case Contains(String text, boolean ignoreCase) -> folded("", text, "", ignoreCase);
      case AnyOf(List<TextMatch> parts) -> {
        LineTest[] tests = parts.stream().map(TextMatch::newTest).toArray(LineTest[]::new);
        yield (value, start, length) -> {
          for (LineTest test : tests) {
            if (test.test(value, start, length)) {
              return true;
            }
          }
          return false;
        };
      }
      case Matches(Regex regex) -> regex.newMatcher()::find;
    };
  }

  private static LineTest equal(String text) {
    byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
    return (value, start, length) ->
        length == wanted.length
            && java.util.Arrays.equals(wanted, 0, length, value, start, start + length);
  }

  private static LineTest folded(String before, String text, String behind) {
    return folded(before, text, behind, true);
  }

  private static LineTest folded(String before, String text, String behind, boolean ignoreCase) {
    String quoted = "\\Q" + text.replace("\\E", "\\E\\\\E\\Q") + "\\E";
    String flags = ignoreCase ? "(?i)" : "";
    return Regex.compile(flags + before + quoted + behind).newMatcher()::find;
  }
}
