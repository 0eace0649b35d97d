package io.millrace.query.filter;

import io.millrace.query.parse.PatternExpression;
import io.millrace.query.parse.PatternExpression.Piece;
import io.millrace.store.filter.TextQuery;
import io.millrace.store.search.LiteralSearch;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `|> "<_> literal <_>"`: the texts in their order, each at its first occurrence, with at least
/// one byte for each placeholder; the ends of the line are where the pattern ends.
final class PatternTest implements LineTest {
  private final @Nullable LiteralSearch[] texts;
  private final int[] lengths;
  private final TextQuery requirement;

  PatternTest(PatternExpression expression) {
    List<Piece> pieces = expression.pieces();
    this.texts = new LiteralSearch[pieces.size()];
    this.lengths = new int[pieces.size()];
    List<TextQuery> parts = new ArrayList<>();
    for (int i = 0; i < texts.length; i++) {
      if (pieces.get(i) instanceof Piece.Text(byte[] text)) {
        texts[i] = LiteralSearch.of(text, false);
        lengths[i] = text.length;
        parts.add(new TextQuery.Contains(text, false));
      }
    }
    this.requirement =
        switch (parts.size()) {
          case 0 -> new TextQuery.Anything();
          case 1 -> parts.getFirst();
          default -> new TextQuery.AllOf(parts);
        };
  }

  TextQuery requirement() {
    return requirement;
  }

  @Override
  public boolean test(byte[] line, int start, int length) {
    if (length == 0 || texts.length == 0) {
      return length == 0 && texts.length == 0;
    }
    int at = start;
    int end = start + length;
    for (int i = 0; i < texts.length; i++) {
      LiteralSearch text = texts[i];
      if (text == null) {
        continue;
      }
      int found = text.indexIn(line, at, end);
      boolean fits = i == 0 ? found == at : found > at;
      if (!fits) {
        return false;
      }
      at = found + lengths[i];
    }
    boolean endsInPlaceholder = texts[texts.length - 1] == null;
    return endsInPlaceholder == at < end;
  }
}
