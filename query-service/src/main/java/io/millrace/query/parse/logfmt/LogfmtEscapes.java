package io.millrace.query.parse.logfmt;

import io.millrace.query.row.Scratch;

/// Takes the escapes out of quoted values.
final class LogfmtEscapes {
  private LogfmtEscapes() {}

  /// Appends the text without its escapes.
  ///
  /// @return whether it was valid: no control characters, no unknown escape
  static boolean unescape(byte[] text, int start, int stop, Scratch scratch) {
    int at = start;
    while (at < stop) {
      byte b = text[at];
      if (b >= 0 && b < ' ') {
        return false;
      }
      if (b != '\\') {
        scratch.append(b);
        at++;
        continue;
      }
      if (at + 1 >= stop) {
        return false;
      }
      byte escape = text[at + 1];
      switch (escape) {
        case '"', '\\', '/', '\'' -> scratch.append(escape);
        case 'b' -> scratch.append('\b');
        case 'f' -> scratch.append('\f');
        case 'n' -> scratch.append('\n');
        case 'r' -> scratch.append('\r');
        case 't' -> scratch.append('\t');
        case 'u' -> {
          int rune = hex(text, at, stop);
          if (rune < 0) {
            return false;
          }
          at += 6;
          if (rune >= 0xd800 && rune <= 0xdfff) {
            int low = hex(text, at, stop);
            boolean pair = rune < 0xdc00 && low >= 0xdc00 && low <= 0xdfff;
            rune = pair ? Character.toCodePoint((char) rune, (char) low) : 0xfffd;
            at += pair ? 6 : 0;
          }
          scratch.appendRune(rune);
          continue;
        }
        default -> {
          return false;
        }
      }
      at += 2;
    }
    return true;
  }

  private static int hex(byte[] text, int at, int stop) {
    if (stop - at < 6 || text[at] != '\\' || text[at + 1] != 'u') {
      return -1;
    }
    int value = 0;
    for (int i = at + 2; i < at + 6; i++) {
      int digit = text[i] < 0 ? -1 : Character.digit(text[i], 16);
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }
}
