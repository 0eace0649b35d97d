package io.millrace.store.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.store.filter.TextQuery.AllOf;
import io.millrace.store.filter.TextQuery.AnyOf;
import io.millrace.store.filter.TextQuery.Anything;
import io.millrace.store.filter.TextQuery.Contains;
import io.millrace.store.filter.TextQuery.Nothing;
import io.millrace.store.page.GrowingBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextFilterTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 63, 64, 65, 130})
  void candidates_haveEverySliceThatContainsTheNeedle(int slices) throws IOException {
    Random random = new Random(slices);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < slices; i++) {
      texts.add(text(random, 20 + random.nextInt(i % 7 == 0 ? 4000 : 400)));
    }
    Filters filters = new Filters(texts);

    int pruned = 0;
    for (int i = 0; i < 300; i++) {
      String from = texts.get(random.nextInt(slices));
      int at = random.nextInt(from.length() - 12);
      String needle = from.substring(at, at + 1 + random.nextInt(11));
      BitSet found = filters.find(new Contains(utf8(needle), false));
      BitSet folded = filters.find(new Contains(utf8(upperAscii(needle)), true));

      for (int slice = 0; slice < slices; slice++) {
        if (texts.get(slice).contains(needle)) {
          assertThat(found.get(slice)).as("'%s' in slice %d", needle, slice).isTrue();
          assertThat(folded.get(slice)).as("'%s' in slice %d", needle, slice).isTrue();
        }
      }
      pruned += slices - found.cardinality();
    }

    assertThat(pruned).isGreaterThan(slices > 2 ? 50 * slices : -1);
  }

  @Test
  void candidates_areFewForAnIdThatIsNowhere() throws IOException {
    Random random = new Random(8);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      texts.add(text(random, 3000));
    }
    Filters filters = new Filters(texts);

    int kept = 0;
    for (int i = 0; i < 100; i++) {
      kept += filters.find(new Contains(utf8(hex(random, 8)), false)).cardinality();
    }

    assertThat(kept).isLessThan(100);
  }

  @Test
  void candidates_areAllForANeedleTooShort() throws IOException {
    Filters filters = new Filters(List.of("abcdefgh", "zzzzzzzz"));

    assertThat(filters.find(new Contains(utf8("qqqq"), false)).cardinality()).isEqualTo(2);
    assertThat(filters.find(new Contains(utf8("qqqqq"), false)).cardinality()).isZero();
  }

  @Test
  void candidates_followTheTree() throws IOException {
    Filters filters = new Filters(List.of("only the first", "only the second", "neither"));
    TextQuery first = new Contains(utf8("first"), false);
    TextQuery second = new Contains(utf8("second"), false);
    TextQuery only = new Contains(utf8("only "), false);

    assertThat(filters.find(new AllOf(List.of(only, second))))
        .isEqualTo(BitSet.valueOf(new long[] {2}));
    assertThat(filters.find(new AnyOf(List.of(first, second))))
        .isEqualTo(BitSet.valueOf(new long[] {3}));
    assertThat(filters.find(new AllOf(List.of()))).isEqualTo(BitSet.valueOf(new long[] {7}));
    assertThat(filters.find(new AnyOf(List.of()))).isEqualTo(new BitSet());
    assertThat(filters.find(new Anything())).isEqualTo(BitSet.valueOf(new long[] {7}));
    assertThat(filters.find(new Nothing())).isEqualTo(new BitSet());
  }

  @Test
  void letters_thatFoldIntoAsciiAreNotMissed() throws IOException {
    Filters filters =
        new Filters(
            List.of(
                "tempera: 300 \u212AELVIN degrees of it",
                "an der alten stra\u017Fe entlang",
                "nothing of either here"));

    assertThat(filters.find(contains("kelvin degrees", true)).get(0)).isTrue();
    assertThat(filters.find(contains("kelvin degrees", true)).get(2)).isFalse();
    assertThat(filters.find(contains("alten strasE entlang", true)).get(1)).isTrue();
    assertThat(filters.find(contains("alten strasE entlang", true)).get(2)).isFalse();
  }

  @Test
  void needle_beyondAsciiUsesItsAsciiPieces() throws IOException {
    Filters filters = new Filters(List.of("ein MÜNCHNER bier", "ein kölner bier"));

    assertThat(filters.find(new Contains(utf8("münchner"), true)))
        .isEqualTo(BitSet.valueOf(new long[] {1}));
    assertThat(filters.find(new Contains(utf8("KÖLNER BIER"), true)))
        .isEqualTo(BitSet.valueOf(new long[] {2}));
  }

  @Test
  void gramSet_storesNothingWhereAllGramsOccur() {
    GramSet grams = new GramSet();
    byte[] noise = new byte[2000];
    new Random(1).nextBytes(noise);
    grams.begin(64);
    grams.add(noise, 0, noise.length - 8);

    SliceFilter filter = grams.finish();

    assertThat(filter.sizeLog2()).isZero();
    assertThat(filter.words()).isEmpty();
  }

  @Test
  void gramSet_foldsToHalfFull() {
    GramSet grams = new GramSet();
    byte[] text = utf8(text(new Random(2), 3000) + "        ");
    grams.begin(text.length - 8);
    grams.add(text, 0, text.length - 8);

    SliceFilter filter = grams.finish();

    assertThat(filter.fill()).isBetween(0.2, 0.5);
  }

  /// Filters of some texts, one for each slice, as an object stores them.
  private static final class Filters {
    private final TextFilter filter;
    private final byte[] part;

    Filters(List<String> texts) {
      GramSet grams = new GramSet();
      byte[] sizes = new byte[texts.size()];
      BitSet foldsOddly = new BitSet();
      List<long[]> words = new ArrayList<>();
      for (int i = 0; i < sizes.length; i++) {
        byte[] text = utf8(texts.get(i));
        byte[] padded = Arrays.copyOf(text, text.length + 8);
        grams.begin(text.length);
        grams.add(padded, 0, text.length);
        grams.addNonAscii(padded, 0, text.length);
        SliceFilter slice = grams.finish();
        sizes[i] = (byte) slice.sizeLog2();
        foldsOddly.set(i, slice.foldsOddly());
        words.add(slice.words());
      }
      FilterLayout layout = new FilterLayout(sizes);
      GrowingBytes out = new GrowingBytes(1024);
      layout.write(words, out);
      part = out.toArray();
      assertThat(part).hasSize((int) layout.bytes());
      filter = new TextFilter(layout, foldsOddly);
    }

    /// Gives exactly the blocks that are asked for.
    BitSet find(TextQuery query) throws IOException {
      return filter.candidates(
          query,
          wanted ->
              number ->
                  wanted.get(number)
                      ? Arrays.copyOfRange(
                          part,
                          number * FilterBlocks.BYTES,
                          Math.min(part.length, (number + 1) * FilterBlocks.BYTES))
                      : new byte[0]);
    }
  }

  private static String text(Random random, int length) {
    StringBuilder text = new StringBuilder("start ");
    String[] words = {
      "error", "Timeout", "request", "GET /api/v1", "user=", "größe", "status: 500 "
    };
    while (text.length() < length) {
      text.append(random.nextInt(3) == 0 ? hex(random, 4) : words[random.nextInt(words.length)])
          .append(' ');
    }
    return text.toString();
  }

  private static String hex(Random random, int bytes) {
    byte[] id = new byte[bytes];
    random.nextBytes(id);
    return HexFormat.of().formatHex(id);
  }

  private static Contains contains(String needle, boolean ignoreCase) {
    return new Contains(utf8(needle), ignoreCase);
  }

  private static String upperAscii(String text) {
    StringBuilder upper = new StringBuilder();
    text.chars().forEach(c -> upper.append((char) (c >= 'a' && c <= 'z' ? c - 32 : c)));
    return upper.toString();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
