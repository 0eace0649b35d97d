package io.millrace.store.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.store.rows.LineColumn;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiteralSearchTest {
  private static final List<SearchKernel> KERNELS = List.of(new VectorKernel(), new WordKernel());

  @Test
  void search_rejectsAHitThatCrossesTheEndOfARow() {
    List<String> rows = List.of("xxab", "cdab", "abcd", "", "c", "ab");

    for (SearchKernel kernel : KERNELS) {
      assertThat(hits(kernel, rows, List.of("abc"), false)).containsExactly(2);
      assertThat(hits(kernel, rows, List.of("abcd", "xa"), false)).containsExactly(0, 2);
    }
  }

  @Test
  void search_findsAShorterLiteralWhereALongerOneCrossesTheEnd() {
    List<String> rows = List.of("--ab", "c---");

    for (SearchKernel kernel : KERNELS) {
      assertThat(hits(kernel, rows, List.of("abc", "ab"), false)).containsExactly(0);
    }
  }

  @Test
  void search_findsAHitInTheLastBytesOfThePage() {
    for (int length = 1; length < 200; length++) {
      List<String> rows = List.of("x".repeat(length), "y".repeat(length) + "end");

      for (SearchKernel kernel : KERNELS) {
        assertThat(hits(kernel, rows, List.of("yend"), false)).containsExactly(1);
        assertThat(hits(kernel, rows, List.of("END"), true)).containsExactly(1);
      }
    }
  }

  @Test
  void search_foldsAsciiLettersOnly() {
    List<String> rows = List.of("ERROR", "eRRor", "error", "@[", "`{", "É", "é", "\u212a");

    for (SearchKernel kernel : KERNELS) {
      assertThat(hits(kernel, rows, List.of("error"), true)).containsExactly(0, 1, 2);
      assertThat(hits(kernel, rows, List.of("@["), true)).containsExactly(3);
      assertThat(hits(kernel, rows, List.of("é"), true)).containsExactly(6);
      assertThat(hits(kernel, rows, List.of("k"), true)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void search_agreesWithTheObviousWay(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 60; round++) {
      List<String> rows = new ArrayList<>();
      int count = 1 + random.nextInt(300);
      for (int i = 0; i < count; i++) {
        rows.add(text(random, random.nextInt(i % 7 == 0 ? 400 : 12)));
      }
      List<String> literals = new ArrayList<>();
      for (int i = 1 + random.nextInt(5); i > 0; i--) {
        literals.add(text(random, 1 + random.nextInt(i == 3 ? 90 : 4)));
      }
      boolean ignoreCase = random.nextBoolean();

      for (SearchKernel kernel : KERNELS) {
        assertThat(hits(kernel, rows, literals, ignoreCase))
            .as("seed %d round %d %s", seed, round, kernel)
            .isEqualTo(expected(rows, literals, ignoreCase));
      }
    }
  }

  @Test
  void search_leavesRowsOutsideTheRangeAlone() {
    LineColumn lines = column(List.of("hit", "hit", "hit", "hit"));
    long[] bits = new long[1];

    LiteralSearch.of("hit".getBytes(StandardCharsets.UTF_8), false).search(lines, 1, 3, bits);

    assertThat(bits[0]).isEqualTo(0b0110);
  }

  @Test
  void indexIn_staysInsideItsBounds() {
    byte[] text = "abcabc".getBytes(StandardCharsets.UTF_8);
    LiteralSearch search = LiteralSearch.of("abc".getBytes(StandardCharsets.UTF_8), false);

    assertThat(search.indexIn(text, 0, 6)).isZero();
    assertThat(search.indexIn(text, 1, 6)).isEqualTo(3);
    assertThat(search.indexIn(text, 1, 5)).isEqualTo(-1);
    assertThat(search.isIn(text, 4, 4)).isFalse();
  }

  @Test
  void anyOf_refusesWhatWouldMatchEverything() {
    assertThatThrownBy(() -> LiteralSearch.anyOf(List.of(), false))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> LiteralSearch.of(new byte[0], false)).hasMessage("a literal is empty");
  }

  private static String text(Random random, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append("abABkK@`\n".charAt(random.nextInt(9)));
    }
    return text.toString();
  }

  private static List<Integer> expected(
      List<String> rows, List<String> literals, boolean ignoreCase) {
    List<Integer> expected = new ArrayList<>();
    for (int row = 0; row < rows.size(); row++) {
      String line = ignoreCase ? rows.get(row).toLowerCase(Locale.ROOT) : rows.get(row);
      for (String literal : literals) {
        if (line.contains(ignoreCase ? literal.toLowerCase(Locale.ROOT) : literal)) {
          expected.add(row);
          break;
        }
      }
    }
    return expected;
  }

  private static List<Integer> hits(
      SearchKernel kernel, List<String> rows, List<String> literals, boolean ignoreCase) {
    List<byte[]> bytes =
        literals.stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
    long[] bits = new long[rows.size() / 64 + 1];
    new LiteralSearch(LiteralSet.of(bytes, ignoreCase), kernel)
        .search(column(rows), 0, rows.size(), bits);
    List<Integer> found = new ArrayList<>();
    for (int row = 0; row < bits.length * 64; row++) {
      if ((bits[row >> 6] & 1L << row) != 0) {
        found.add(row);
      }
    }
    return found;
  }

  private static LineColumn column(List<String> rows) {
    int[] offsets = new int[rows.size() + 1];
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < rows.size(); row++) {
      text.append(rows.get(row));
      offsets[row + 1] = text.toString().getBytes(StandardCharsets.UTF_8).length;
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    return new LineColumn(
        java.util.Arrays.copyOf(bytes, bytes.length + LineColumn.PADDING), offsets);
  }
}
