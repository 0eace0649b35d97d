package io.millrace.query.parse.json;

import io.millrace.query.row.Scratch;

/// Takes the escapes out of JSON strings.
final class JsonEscapes {
  private JsonEscapes() {}

  /// Appends the string without its escapes.
  ///
  /// @return whether all of them were valid
  static boolean unescape(byte[] text, int start, int stop, Scratch scratch) {
    int at = start;
    while (at < stop) {
      byte b = text[at];
      if (b != '\\') {
        scratch.append(b);
        at++;
        continue;
      }
      if (at + 1 >= stop) {
        return false;
      }
      switch (text[at + 1]) {
        case '"' -> scratch.append('"');
        case '\\' -> scratch.append('\\');
        case '/' -> scratch.append('/');
        case 'b' -> scratch.append('\b');
        case 'f' -> scratch.append('\f');
        case 'n' -> scratch.append('\n');
        case 'r' -> scratch.append('\r');
        case 't' -> scratch.append('\t');
        case 'u' -> {
          int unit = hex(text, at, stop);
          if (unit < 0) {
            return false;
          }
          if (unit >= 0xd800 && unit <= 0xdfff) {
            int low = hex(text, at + 6, stop);
            if (low < 0xdc00) {
              return false;
            }
            scratch.appendRune(((unit - 0xd800) << 10) + (low - 0xdc00) + 0x10000);
            at += 12;
            continue;
          }
          scratch.appendRune(unit);
          at += 6;
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

  /// The four digits of the `\\u` escape at `at`, or -1 if there is none.
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
