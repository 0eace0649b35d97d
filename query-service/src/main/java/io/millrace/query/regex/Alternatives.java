package io.millrace.query.regex;

import io.millrace.query.regex.Node.AnyRune;
import io.millrace.query.regex.Node.AnyRuneButNewline;
import io.millrace.query.regex.Node.CharClass;
import io.millrace.query.regex.Node.Concat;
import io.millrace.query.regex.Node.Empty;
import io.millrace.query.regex.Node.Literal;
import io.millrace.query.regex.Node.Repeat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes an alternation smaller the way Go does: `error|err` becomes `err(?:or|)`, `bar|baz`
/// becomes `ba[rz]`. The steps and their order are part of LogQL's behaviour.
final class Alternatives {
  private static final int[] ALL_BUT_NEWLINE = {0, '\n' - 1, '\n' + 1, RuneRanges.MAX_RUNE};

  private Alternatives() {}

  /// The alternation of `subs`, in as few pieces as factoring leaves.
  static Node of(List<Node> subs) {
    if (subs.size() == 1) {
      return subs.getFirst();
    }
    List<Node> flat = new ArrayList<>();
    for (Node sub : subs) {
      if (sub instanceof Node.Alternate(List<Node> inner)) {
        flat.addAll(inner);
      } else {
        flat.add(sub);
      }
    }
    List<Node> factored = joinEmpties(joinRunes(factorFirsts(factorLiterals(flat))));
    return factored.size() == 1 ? factored.getFirst() : new Node.Alternate(factored);
  }

  /// `one|two`, both of one rune, as a class.
  static Node join(Node one, Node two) {
    boolean firstIsWide = rank(one) >= rank(two);
    Node wide = firstIsWide ? one : two;
    Node narrow = firstIsWide ? two : one;
    return switch (wide) {
      case AnyRune any -> any;
      case AnyRuneButNewline any -> matches(narrow, '\n') ? new AnyRune() : any;
      default ->
          Node.same(one, two)
              ? one
              : clean(
                  new CharClass(new RuneRanges().addAll(set(wide)).addAll(set(narrow)).ranges()));
    };
  }

  /// Go's order of one-rune expressions, from narrow to wide.
  private static int rank(Node node) {
    return switch (node) {
      case CharClass _ -> 1;
      case AnyRuneButNewline _ -> 2;
      case AnyRune _ -> 3;
      default -> 0;
    };
  }

  static int[] set(Node node) {
    return switch (node) {
      case Literal(int[] runes, boolean fold) ->
          fold
              ? new RuneRanges().addFolded(runes[0], runes[0]).ranges()
              : new int[] {runes[0], runes[0]};
      case CharClass(int[] ranges) -> ranges;
      case AnyRuneButNewline _ -> ALL_BUT_NEWLINE;
      default -> new int[] {0, RuneRanges.MAX_RUNE};
    };
  }

  private static boolean matches(Node node, int rune) {
    return RuneRanges.contains(set(node), rune);
  }

  /// A class that is a dot, as a dot.
  private static Node clean(CharClass node) {
    int[] ranges = node.ranges();
    if (ranges.length == 2 && ranges[0] == 0 && ranges[1] == RuneRanges.MAX_RUNE) {
      return new AnyRune();
    }
    return Arrays.equals(ranges, ALL_BUT_NEWLINE) ? new AnyRuneButNewline() : node;
  }

  /// Takes common literal prefixes out of neighbours.
  private static List<Node> factorLiterals(List<Node> subs) {
    List<Node> out = new ArrayList<>();
    int start = 0;
    int[] prefix = {};
    boolean fold = false;
    for (int i = 0; i <= subs.size(); i++) {
      int[] leading = {};
      boolean leadingFold = false;
      if (i < subs.size()) {
        Literal literal = leadingLiteral(subs.get(i));
        leading = literal == null ? new int[0] : literal.runes();
        leadingFold = literal != null && literal.fold();
        if (leadingFold == fold) {
          int same = Arrays.mismatch(prefix, leading);
          same = same < 0 ? prefix.length : same;
          if (same > 0) {
            prefix = Arrays.copyOf(prefix, same);
            continue;
          }
        }
      }
      if (i == start + 1) {
        out.add(subs.get(start));
      } else if (i > start) {
        List<Node> rest = new ArrayList<>();
        for (Node sub : subs.subList(start, i)) {
          rest.add(withoutLeading(sub, prefix.length));
        }
        out.add(new Concat(List.of(new Literal(prefix, fold), of(rest))));
      }
      start = i;
      prefix = leading;
      fold = leadingFold;
    }
    return out;
  }

  private static @Nullable Literal leadingLiteral(Node node) {
    Node first = node instanceof Concat(List<Node> subs) ? subs.getFirst() : node;
    return first instanceof Literal literal ? literal : null;
  }

  private static Node withoutLeading(Node node, int count) {
    if (node instanceof Concat(List<Node> subs)) {
      Node first = withoutLeading(subs.getFirst(), count);
      List<Node> rest = subs.subList(1, subs.size());
      if (first instanceof Empty) {
        return rest.size() == 1 ? rest.getFirst() : new Concat(rest);
      }
      List<Node> all = new ArrayList<>();
      all.add(first);
      all.addAll(rest);
      return new Concat(all);
    }
    if (node instanceof Literal(int[] runes, boolean fold)) {
      return runes.length == count
          ? new Empty()
          : new Literal(Arrays.copyOfRange(runes, count, runes.length), fold);
    }
    return node;
  }

  /// Takes common first pieces out of neighbours, where they are one rune or a fixed number of it.
  private static List<Node> factorFirsts(List<Node> subs) {
    List<Node> out = new ArrayList<>();
    int start = 0;
    Node first = null;
    for (int i = 0; i <= subs.size(); i++) {
      Node leading = null;
      if (i < subs.size()) {
        leading = leadingPiece(subs.get(i));
        if (first != null && leading != null && Node.same(first, leading) && isFixed(first)) {
          continue;
        }
      }
      if (i == start + 1) {
        out.add(subs.get(start));
      } else if (i > start && first != null) {
        List<Node> rest = new ArrayList<>();
        for (Node sub : subs.subList(start, i)) {
          rest.add(withoutFirst(sub));
        }
        out.add(new Concat(List.of(first, of(rest))));
      }
      start = i;
      first = leading;
    }
    return out;
  }

  private static boolean isFixed(Node node) {
    return node.isOneRune()
        || (node instanceof Repeat(Node sub, int min, int max, _) && min == max && sub.isOneRune());
  }

  private static @Nullable Node leadingPiece(Node node) {
    Node first = node instanceof Concat(List<Node> subs) ? subs.getFirst() : node;
    return first instanceof Empty ? null : first;
  }

  private static Node withoutFirst(Node node) {
    if (node instanceof Concat(List<Node> subs)) {
      return subs.size() == 2 ? subs.get(1) : new Concat(subs.subList(1, subs.size()));
    }
    return new Empty();
  }

  /// Joins neighbours of one rune each to a class.
  private static List<Node> joinRunes(List<Node> subs) {
    List<Node> out = new ArrayList<>();
    Node joined = null;
    for (Node sub : subs) {
      if (sub.isOneRune()) {
        joined = joined == null ? sub : join(joined, sub);
      } else {
        if (joined != null) {
          out.add(joined);
          joined = null;
        }
        out.add(sub);
      }
    }
    if (joined != null) {
      out.add(joined);
    }
    return out;
  }

  private static List<Node> joinEmpties(List<Node> subs) {
    List<Node> out = new ArrayList<>();
    for (int i = 0; i < subs.size(); i++) {
      boolean again =
          i + 1 < subs.size() && subs.get(i) instanceof Empty && subs.get(i + 1) instanceof Empty;
      if (!again) {
        out.add(subs.get(i));
      }
    }
    return out;
  }
}
