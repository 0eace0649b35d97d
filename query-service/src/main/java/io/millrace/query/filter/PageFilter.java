package io.millrace.query.filter;

import io.millrace.store.filter.TextQuery;
import io.millrace.store.rows.LineColumn;
import io.millrace.store.search.LiteralSearch;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The line filters that see the stored line, for whole pages: one search for literals over all the
/// bytes, then the other tests for the rows that it leaves. Used by one thread.
public final class PageFilter {
  private static final int MAX_LITERALS = 6;

  private final @Nullable LiteralSearch search;
  private final boolean inverted;
  private final LineTest[] tests;

  private PageFilter(@Nullable LiteralSearch search, boolean inverted, List<LineTest> tests) {
    this.search = search;
    this.inverted = inverted;
    this.tests = tests.toArray(LineTest[]::new);
  }

  /// The filter of some conditions, all of which must hold.
  public static PageFilter of(List<LineCondition> conditions) {
    Candidate best = null;
    LineCondition covered = null;
    boolean inverted = false;
    for (LineCondition condition : conditions) {
      LiteralSearch exact = condition.exactSearch();
      Candidate candidate = best(condition.requirement());
      if (candidate != null && (best == null || candidate.score() > best.score())) {
        best = candidate;
        covered = exact == null ? null : condition;
      }
    }
    LiteralSearch search = best == null ? null : best.search();
    if (covered != null) {
      search = covered.exactSearch();
    } else if (search == null) {
      for (LineCondition condition : conditions) {
        if (search == null && condition.isNegated() && condition.exactSearch() != null) {
          search = condition.exactSearch();
          covered = condition;
          inverted = true;
        }
      }
    }
    List<LineTest> tests = new ArrayList<>();
    for (LineCondition condition : conditions) {
      if (!condition.equals(covered) && !condition.keepsAll()) {
        tests.add(condition.newTest());
      }
    }
    return new PageFilter(search, inverted, tests);
  }

  /// Whether every row stays.
  public boolean isEmpty() {
    return search == null && tests.length == 0;
  }

  /// Clears the bits of the rows in `[from, to)` that do not stay; the others must be set.
  public void apply(LineColumn lines, int from, int to, long[] rows, long[] scratch) {
    LiteralSearch pageSearch = search;
    if (pageSearch != null) {
      java.util.Arrays.fill(scratch, from >> 6, (to + 63) >> 6, 0);
      pageSearch.search(lines, from, to, scratch);
      for (int word = from >> 6; word < (to + 63) >> 6; word++) {
        rows[word] &= inverted ? ~scratch[word] : scratch[word];
      }
    }
    if (tests.length == 0) {
      return;
    }
    byte[] bytes = lines.bytes();
    int[] offsets = lines.offsets();
    for (int row = next(rows, from, to); row < to; row = next(rows, row + 1, to)) {
      if (!passes(bytes, offsets[row], offsets[row + 1] - offsets[row])) {
        rows[row >> 6] &= ~(1L << row);
      }
    }
  }

  private boolean passes(byte[] bytes, int start, int length) {
    for (LineTest test : tests) {
      if (!test.test(bytes, start, length)) {
        return false;
      }
    }
    return true;
  }

  /// The first row of `[from, to)` whose bit is set; `to` if there is none.
  public static int next(long[] rows, int from, int to) {
    int row = from;
    while (row < to) {
      long word = rows[row >> 6] >>> row;
      if (word != 0) {
        return Math.min(to, row + Long.numberOfTrailingZeros(word));
      }
      row = (row | 63) + 1;
    }
    return to;
  }

  /// Literals of which a line must contain one.
  private record Candidate(List<byte[]> literals, boolean ignoreCase) {
    /// Long literals are rare, and many of them cost time.
    int score() {
      int shortest = literals.stream().mapToInt(literal -> literal.length).min().orElse(0);
      return shortest * 4 - literals.size();
    }

    LiteralSearch search() {
      return LiteralSearch.anyOf(literals, ignoreCase);
    }
  }

  private static @Nullable Candidate best(TextQuery query) {
    return switch (query) {
      case TextQuery.Anything _, TextQuery.Nothing _ -> null;
      case TextQuery.Contains(byte[] literal, boolean ignoreCase) ->
          new Candidate(List.of(literal), ignoreCase);
      case TextQuery.AllOf(List<TextQuery> parts) -> {
        Candidate best = null;
        for (TextQuery part : parts) {
          Candidate one = best(part);
          if (one != null && (best == null || one.score() > best.score())) {
            best = one;
          }
        }
        yield best;
      }
      case TextQuery.AnyOf(List<TextQuery> parts) -> union(parts);
    };
  }

  private static @Nullable Candidate union(List<TextQuery> parts) {
    List<byte[]> literals = new ArrayList<>();
    boolean ignoreCase = false;
    for (TextQuery part : parts) {
      Candidate one = best(part);
      if (one == null) {
        return null;
      }
      literals.addAll(one.literals());
      ignoreCase |= one.ignoreCase();
    }
    return literals.size() > MAX_LITERALS ? null : new Candidate(literals, ignoreCase);
  }
}
