package io.millrace.query.regex;

import io.millrace.store.filter.TextQuery;
import io.millrace.store.search.LiteralSearch;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A regular expression: immutable, shared. Who matches takes a [RegexMatcher].
public final class Regex {
  private static final int REPLACEMENT = 0xfffd;

  private final String pattern;
  private final Node tree;
  private final Program program;
  private final Requirement requirement;
  private final @Nullable LiteralSearch literals;
  private final boolean seesReplacement;

  private Regex(String pattern, Node tree) {
    this.pattern = pattern;
    this.tree = tree;
    this.program = ProgramBuilder.build(tree, pattern);
    this.requirement = Requirement.of(tree);
    this.literals = literals(requirement);
    this.seesReplacement = sees(tree);
  }

  /// Compiles a pattern as LogQL's line filters mean it: case matters unless `(?i)`, a dot is no
  /// newline unless `(?s)`, and a match may stand anywhere.
  ///
  /// @throws RegexSyntaxException if it is not RE2
  public static Regex compile(String pattern) {
    return new Regex(pattern, RegexReader.read(pattern));
  }

  /// The tree of a pattern.
  ///
  /// @throws RegexSyntaxException if it is not RE2
  public static Node parse(String pattern) {
    return RegexReader.read(pattern);
  }

  /// The pattern that was compiled.
  public String pattern() {
    return pattern;
  }

  public Node tree() {
    return tree;
  }

  /// What a text that matches contains.
  public TextQuery requirement() {
    return requirement.query();
  }

  /// If not null, the search that is the same as this expression: there is nothing to it but
  /// literals.
  public @Nullable LiteralSearch asLiterals() {
    return literals;
  }

  /// A matcher for one thread.
  public RegexMatcher newMatcher() {
    return new RegexMatcher(program, literals, seesReplacement);
  }

  /// Whether two texts are equal, letters in any case.
  public static boolean equalIgnoringCase(String one, String two) {
    int[] left = one.codePoints().map(CaseFolding::smallest).toArray();
    int[] right = two.codePoints().map(CaseFolding::smallest).toArray();
    return java.util.Arrays.equals(left, right);
  }

  private static @Nullable LiteralSearch literals(Requirement requirement) {
    List<Requirement.Piece> pieces = requirement.exact();
    if (pieces == null || requirement.assertions()) {
      return null;
    }
    boolean ignore = false;
    boolean exact = false;
    List<byte[]> texts = new ArrayList<>();
    for (Requirement.Piece piece : pieces) {
      if (piece.text().isEmpty()) {
        return null;
      }
      if (!piece.isCaseless()) {
        ignore |= piece.ignoreCase();
        exact |= !piece.ignoreCase();
      }
      texts.add(piece.text().getBytes(StandardCharsets.UTF_8));
    }
    return ignore && exact ? null : LiteralSearch.anyOf(texts, ignore);
  }

  /// Whether a byte that is not UTF-8 could be part of a match.
  private static boolean sees(Node node) {
    return switch (node) {
      case Node.Literal(int[] runes, _) -> {
        for (int rune : runes) {
          if (rune == REPLACEMENT) {
            yield true;
          }
        }
        yield false;
      }
      case Node.CharClass(int[] ranges) -> RuneRanges.contains(ranges, REPLACEMENT);
      case Node.AnyRune _, Node.AnyRuneButNewline _ -> true;
      case Node.Assertion(Node.Place place) -> place == Node.Place.NO_WORD_BOUNDARY;
      case Node.Empty _, Node.NoMatch _ -> false;
      case Node.Capture(_, _, Node sub) -> sees(sub);
      case Node.Star(Node sub, _) -> sees(sub);
      case Node.Plus(Node sub, _) -> sees(sub);
      case Node.Quest(Node sub, _) -> sees(sub);
      case Node.Repeat(Node sub, _, _, _) -> sees(sub);
      case Node.Concat(List<Node> subs) -> subs.stream().anyMatch(Regex::sees);
      case Node.Alternate(List<Node> subs) -> subs.stream().anyMatch(Regex::sees);
    };
  }
}
