package io.millrace.query.stage;

import com.google.re2j.Pattern;
import io.millrace.query.row.Row;
import io.millrace.query.row.RowStage;
import java.nio.charset.StandardCharsets;

/// `| decolorize`: takes ANSI escape sequences out of the line.
public final class DecolorizeStage implements RowStage {
  private static final Pattern SEQUENCE =
      Pattern.compile(
          "[\\x{1b}\\x{9b}][\\[\\]()#;?]*(?:(?:(?:[a-zA-Z\\d]*(?:;[a-zA-Z\\d]*)*)?\\x07)"
              + "|(?:(?:\\d{1,4}(?:;\\d{0,4})*)?[\\dA-PRZcf-ntqry=><~]))");

  @Override
  public boolean apply(Row row) {
    byte[] line = row.lineBytes();
    int start = row.lineStart();
    int end = start + row.lineLength();
    if (hasSequence(line, start, end)) {
      String plain = SEQUENCE.matcher(row.line()).replaceAll("");
      byte[] bytes = plain.getBytes(StandardCharsets.UTF_8);
      row.setLine(bytes, 0, bytes.length);
    }
    return true;
  }

  private static boolean hasSequence(byte[] line, int start, int end) {
    for (int at = start; at < end; at++) {
      if (line[at] == 0x1b || line[at] == (byte) 0x9b) {
        return true;
      }
    }
    return false;
  }
}
