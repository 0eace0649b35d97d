package io.millrace.query.parse;

import io.millrace.query.row.Category;
import io.millrace.query.row.Hints;
import io.millrace.query.row.RowLabels;
import io.millrace.query.row.Scratch;

/// How parsers set labels.
public final class Extraction {
  private Extraction() {}

  /// The name under which a label is to be set for the row at hand, or -1 where it need not be.
  public static int target(Hints hints, int name) {
    int free = hints.labels().parsedName(name);
    return hints.shouldExtract(free) ? free : -1;
  }

  /// Sets a label and notes that a parser did.
  public static void set(RowLabels labels, int name, byte[] text, int start, int length) {
    labels.set(Category.PARSED, name, text, start, length);
    labels.markExtracted(name);
  }

  /// Sets a label to a text in which each U+FFFD is replaced by a blank.
  public static void setClean(
      RowLabels labels, Scratch scratch, int name, byte[] text, int start, int length) {
    if (!hasReplacement(text, start, length)) {
      set(labels, name, text, start, length);
      return;
    }
    int from = scratch.position();
    for (int at = start; at < start + length; at++) {
      if (isReplacement(text, at, start + length)) {
        scratch.append(' ');
        at += 2;
      } else {
        scratch.append(text[at]);
      }
    }
    set(labels, name, scratch.bytes(), from, scratch.position() - from);
  }

  /// Whether U+FFFD stands in the text.
  public static boolean hasReplacement(byte[] text, int start, int length) {
    for (int at = start; at < start + length; at++) {
      if (text[at] == (byte) 0xef && isReplacement(text, at, start + length)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isReplacement(byte[] text, int at, int end) {
    return end - at >= 3
        && text[at] == (byte) 0xef
        && text[at + 1] == (byte) 0xbf
        && text[at + 2] == (byte) 0xbd;
  }
}
