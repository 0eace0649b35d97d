package io.millrace.store.search;

import io.millrace.store.rows.LineColumn;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Feeds the kernels a page of made-up lines.
final class KernelWarmUp {
  private static final int ROWS = 512;
  private static final int ROUNDS = 40;

  private KernelWarmUp() {}

  static void run() {
    LineColumn lines = page();
    long[] hits = new long[ROWS / 64];
    List<byte[]> words = List.of(utf8("status=503"), utf8("timeout"));
    List<LiteralSearch> searches =
        List.of(
            LiteralSearch.anyOf(words.subList(0, 1), false),
            LiteralSearch.anyOf(words, false),
            LiteralSearch.anyOf(words.subList(0, 1), true),
            LiteralSearch.anyOf(words, true));
    for (int round = 0; round < ROUNDS; round++) {
      for (LiteralSearch search : searches) {
        search.search(lines, 0, ROWS, hits);
        for (int row = 0; row < ROWS; row += 8) {
          search.isIn(lines.bytes(), lines.offsets()[row], lines.offsets()[row + 1]);
        }
      }
    }
  }

  private static LineColumn page() {
    StringBuilder text = new StringBuilder();
    int[] offsets = new int[ROWS + 1];
    for (int row = 0; row < ROWS; row++) {
      text.append("level=info msg=\"request served\" path=/api/v1/orders/")
          .append(row * 7919)
          .append(row % 16 == 0 ? " status=503" : " status=200");
      offsets[row + 1] = text.length();
    }
    text.append(" ".repeat(LineColumn.PADDING));
    return new LineColumn(utf8(text.toString()), offsets);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
