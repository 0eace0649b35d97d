package io.millrace.query.regex;

import java.util.List;

/// Keeps counted repetitions of counted repetitions within bounds.
final class RepeatSize {
  private static final int MAX_COPIES = 1000;

  /// Whether no part of the expression would be copied more than a thousand times.
  boolean isBearable(Node node) {
    return switch (node) {
      case Node.Repeat(_, int min, int max, _) when min < 2 && max < 2 -> true;
      case Node.Repeat _ -> copies(node, MAX_COPIES);
      default -> true;
    };
  }

  private static boolean copies(Node node, int allowed) {
    return switch (node) {
      case Node.Repeat(Node sub, int min, int max, _) -> {
        int times = max < 0 ? min : max;
        yield times <= allowed && copies(sub, times > 0 ? allowed / times : allowed);
      }
      case Node.Star(Node sub, _) -> copies(sub, allowed);
      case Node.Plus(Node sub, _) -> copies(sub, allowed);
      case Node.Quest(Node sub, _) -> copies(sub, allowed);
      case Node.Capture(_, _, Node sub) -> copies(sub, allowed);
      case Node.Concat(List<Node> subs) -> all(subs, allowed);
      case Node.Alternate(List<Node> subs) -> all(subs, allowed);
      case Node.Empty _,
          Node.NoMatch _,
          Node.Literal _,
          Node.CharClass _,
          Node.AnyRune _,
          Node.AnyRuneButNewline _,
          Node.Assertion _ ->
          true;
    };
  }

  private static boolean all(List<Node> subs, int allowed) {
    for (Node sub : subs) {
      if (!copies(sub, allowed)) {
        return false;
      }
    }
    return true;
  }
}
