package io.millrace.query.parse;

import io.millrace.query.parse.PatternExpression.Piece;
import io.millrace.query.row.Hints;
import io.millrace.query.row.Row;
import io.millrace.query.row.RowStage;
import io.millrace.store.search.LiteralSearch;
import java.util.List;

/// `| pattern "<a> - <b>"`: a capture reaches up to the text that follows it. Where that text is
/// missing the capture takes the rest of the line, and the pattern ends there.
public final class PatternStage implements RowStage {
  private final Hints hints;
  private final byte[] prefix;
  private final int[] names;
  private final LiteralSearch[] behind;
  private final int[] behindLengths;
  private final int last;

  /// The expression has at least one named capture and no neighbouring ones.
  public PatternStage(Hints hints, PatternExpression expression) {
    this.hints = hints;
    List<Piece> pieces = expression.pieces();
    boolean startsWithText = pieces.getFirst() instanceof Piece.Text;
    this.prefix = pieces.getFirst() instanceof Piece.Text(byte[] text) ? text : new byte[0];
    List<Piece> rest = startsWithText ? pieces.subList(1, pieces.size()) : pieces;
    int captures = (rest.size() + 1) / 2;
    this.names = new int[captures];
    this.behind = new LiteralSearch[rest.size() / 2];
    this.behindLengths = new int[rest.size() / 2];
    int lastNamed = 0;
    for (int i = 0; i < rest.size(); i++) {
      switch (rest.get(i)) {
        case Piece.Capture capture -> {
          names[i / 2] = capture.isNamed() ? hints.labels().names().id(capture.name()) : -1;
          lastNamed = capture.isNamed() ? i / 2 : lastNamed;
        }
        case Piece.Text(byte[] text) -> {
          behind[i / 2] = LiteralSearch.of(text, false);
          behindLengths[i / 2] = text.length;
        }
      }
    }
    this.last = lastNamed;
  }

  @Override
  public boolean apply(Row row) {
    if (row.lineLength() == 0 || hints.isDone()) {
      return true;
    }
    byte[] line = row.lineBytes();
    int at = row.lineStart();
    int end = at + row.lineLength();
    if (!startsWith(line, at, end)) {
      return true;
    }
    at += prefix.length;
    for (int i = 0; i <= last; i++) {
      int found = i < behind.length ? behind[i].indexIn(line, at, end) : -1;
      int stop = found < 0 ? end : found;
      if (names[i] >= 0) {
        int name = Extraction.target(hints, names[i]);
        if (name >= 0) {
          Extraction.set(row.labels(), name, line, at, stop - at);
          if (hints.isDone()) {
            return true;
          }
        }
      }
      if (found < 0) {
        return true;
      }
      at = found + behindLengths[i];
    }
    return true;
  }

  private boolean startsWith(byte[] line, int start, int end) {
    if (end - start < prefix.length) {
      return false;
    }
    for (int i = 0; i < prefix.length; i++) {
      if (line[start + i] != prefix[i]) {
        return false;
      }
    }
    return true;
  }
}
