package io.millrace.query.regex;

import io.millrace.store.filter.TextQuery;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a text must contain to match an expression, as far as literals can say it.
///
/// @param exact if not null: the expression matches one of these literals at the place where it
///   stands, and nothing else. The empty literal is possible
/// @param assertions whether places are asserted beside the literals
/// @param query what the text must contain
record Requirement(@Nullable List<Piece> exact, boolean assertions, TextQuery query) {
  private static final int MAX_PIECES = 16;
  private static final int MAX_LENGTH = 256;
  private static final int MAX_CLASS = 10;

  private static final Requirement NOTHING_KNOWN =
      new Requirement(null, false, new TextQuery.Anything());

  /// A literal; with `ignoreCase` in lower case, for ASCII letters whose only variant is the other
  /// case.
  record Piece(String text, boolean ignoreCase) {
    boolean isCaseless() {
      return text.chars().noneMatch(c -> isAsciiLetter(c));
    }

    @Nullable Piece plus(Piece other) {
      if (text.length() + other.text.length() > MAX_LENGTH) {
        return null;
      }
      if (ignoreCase == other.ignoreCase) {
        return new Piece(text + other.text, ignoreCase);
      }
      return isCaseless() || other.isCaseless()
          ? new Piece(text + other.text, isCaseless() ? other.ignoreCase : ignoreCase)
          : null;
    }

    TextQuery contains() {
      return new TextQuery.Contains(
          text.getBytes(StandardCharsets.UTF_8), ignoreCase && !isCaseless());
    }
  }

  static Requirement of(Node node) {
    return switch (node) {
      case Node.Empty _ -> exactly(List.of(new Piece("", false)), false);
      case Node.Assertion _ -> exactly(List.of(new Piece("", false)), true);
      case Node.NoMatch _ -> new Requirement(null, false, new TextQuery.Nothing());
      case Node.Literal literal -> ofLiteral(literal);
      case Node.CharClass(int[] ranges) -> ofClass(ranges);
      case Node.AnyRune _, Node.AnyRuneButNewline _, Node.Star _ -> NOTHING_KNOWN;
      case Node.Capture(_, _, Node sub) -> of(sub);
      case Node.Plus(Node sub, _) -> atLeastOnce(of(sub));
      case Node.Quest(Node sub, _) -> anyOf(List.of(sub, new Node.Empty()));
      case Node.Repeat(Node sub, int min, int max, _) -> ofRepeat(sub, min, max);
      case Node.Concat(List<Node> subs) -> ofConcat(subs);
      case Node.Alternate(List<Node> subs) -> anyOf(subs);
    };
  }

  private static Requirement exactly(List<Piece> pieces, boolean assertions) {
    return new Requirement(pieces, assertions, query(pieces));
  }

  private static TextQuery query(List<Piece> pieces) {
    List<TextQuery> parts = new ArrayList<>();
    for (Piece piece : pieces) {
      if (piece.text().isEmpty()) {
        return new TextQuery.Anything();
      }
      parts.add(piece.contains());
    }
    return parts.size() == 1 ? parts.getFirst() : new TextQuery.AnyOf(parts);
  }

  private static Requirement ofLiteral(Node.Literal literal) {
    if (!literal.fold()) {
      return exactly(List.of(new Piece(literal.text(), false)), false);
    }
    List<TextQuery> parts = new ArrayList<>();
    StringBuilder piece = new StringBuilder();
    boolean whole = true;
    for (int rune : literal.runes()) {
      if (hasOnlyAsciiCase(rune)) {
        piece.appendCodePoint(rune < 0x80 ? Character.toLowerCase(rune) : rune);
      } else {
        whole = false;
        addPiece(piece, parts);
      }
    }
    if (whole) {
      return exactly(List.of(new Piece(piece.toString(), true)), false);
    }
    addPiece(piece, parts);
    return new Requirement(null, false, allOf(parts));
  }

  private static void addPiece(StringBuilder piece, List<TextQuery> parts) {
    if (!piece.isEmpty()) {
      parts.add(new Piece(piece.toString(), true).contains());
      piece.setLength(0);
    }
  }

  private static boolean hasOnlyAsciiCase(int rune) {
    int[] variants = CaseFolding.variants(rune);
    return variants.length == 0
        || (variants.length == 1 && isAsciiLetter(rune) && isAsciiLetter(variants[0]));
  }

  private static boolean isAsciiLetter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static Requirement ofClass(int[] ranges) {
    List<Piece> pieces = new ArrayList<>();
    for (int i = 0; i < ranges.length; i += 2) {
      if (ranges[i + 1] - ranges[i] >= MAX_CLASS) {
        return NOTHING_KNOWN;
      }
      for (int rune = ranges[i]; rune <= ranges[i + 1]; rune++) {
        pieces.add(new Piece(Character.toString(rune), false));
      }
    }
    return pieces.isEmpty() || pieces.size() > MAX_CLASS ? NOTHING_KNOWN : exactly(pieces, false);
  }

  private static Requirement atLeastOnce(Requirement sub) {
    return new Requirement(null, sub.assertions(), sub.query());
  }

  private static Requirement ofRepeat(Node sub, int min, int max) {
    if (min == 0) {
      return max == 0 ? of(new Node.Empty()) : NOTHING_KNOWN;
    }
    if (min == max && min <= MAX_PIECES) {
      return ofConcat(java.util.Collections.nCopies(min, sub));
    }
    return atLeastOnce(of(sub));
  }

  private static Requirement ofConcat(List<Node> subs) {
    List<TextQuery> parts = new ArrayList<>();
    List<Piece> run = List.of(new Piece("", false));
    boolean assertions = false;
    boolean whole = true;
    for (Node sub : subs) {
      Requirement next = of(sub);
      assertions |= next.assertions();
      List<Piece> exact = next.exact();
      List<Piece> longer = exact == null ? null : cross(run, exact);
      if (longer != null) {
        run = longer;
      } else {
        whole = false;
        parts.add(query(run));
        run = exact == null ? List.of(new Piece("", false)) : exact;
        if (exact == null) {
          parts.add(next.query());
        }
      }
    }
    if (whole) {
      return exactly(run, assertions);
    }
    parts.add(query(run));
    return new Requirement(null, assertions, allOf(parts));
  }

  private static @Nullable List<Piece> cross(List<Piece> left, List<Piece> right) {
    if (left.size() * right.size() > MAX_PIECES) {
      return null;
    }
    List<Piece> all = new ArrayList<>();
    for (Piece one : left) {
      for (Piece two : right) {
        Piece joined = one.plus(two);
        if (joined == null) {
          return null;
        }
        all.add(joined);
      }
    }
    return all;
  }

  private static Requirement anyOf(List<Node> subs) {
    List<Piece> pieces = new ArrayList<>();
    List<TextQuery> parts = new ArrayList<>();
    boolean exact = true;
    boolean assertions = false;
    for (Node sub : subs) {
      Requirement one = of(sub);
      assertions |= one.assertions();
      List<Piece> own = one.exact();
      exact &= own != null && pieces.size() + own.size() <= MAX_PIECES;
      if (exact && own != null) {
        pieces.addAll(own);
      }
      parts.add(one.query());
    }
    if (exact) {
      return exactly(pieces, assertions);
    }
    return new Requirement(null, assertions, anyOfQueries(parts));
  }

  private static TextQuery allOf(List<TextQuery> parts) {
    List<TextQuery> known = new ArrayList<>();
    for (TextQuery part : parts) {
      if (part instanceof TextQuery.AllOf(List<TextQuery> inner)) {
        known.addAll(inner);
      } else if (!(part instanceof TextQuery.Anything)) {
        known.add(part);
      }
    }
    return switch (known.size()) {
      case 0 -> new TextQuery.Anything();
      case 1 -> known.getFirst();
      default -> new TextQuery.AllOf(known);
    };
  }

  private static TextQuery anyOfQueries(List<TextQuery> parts) {
    List<TextQuery> flat = new ArrayList<>();
    for (TextQuery part : parts) {
      if (part instanceof TextQuery.Anything) {
        return part;
      }
      if (part instanceof TextQuery.AnyOf(List<TextQuery> inner)) {
        flat.addAll(inner);
      } else {
        flat.add(part);
      }
    }
    return flat.size() == 1 ? flat.getFirst() : new TextQuery.AnyOf(flat);
  }
}
