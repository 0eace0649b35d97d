package io.millrace.schemas.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/// One quoted string of a text: its value, where it ends, and what is wrong with it (then the value
/// is empty). Double and single quotes take Go's escapes, backquotes take none.
record GoString(String value, int end, @Nullable String problem) {
  /// Reads the string whose opening quote is at `start`.
  static GoString read(byte[] text, int start) {
    return new Reader(text, start).read();
  }

  private static final class Reader {
    private final byte[] text;
    private final byte quote;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int at;

    Reader(byte[] text, int start) {
      this.text = text;
      this.quote = text[start];
      this.at = start + 1;
    }

    GoString read() {
      while (at < text.length && text[at] != quote) {
        if (text[at] == '\n' && quote != '`') {
          return bad("unterminated quoted string");
        }
        if (text[at] == '\\' && quote != '`') {
          String problem = escape();
          if (problem != null) {
            return bad(problem);
          }
        } else if (isReplacement(at)) {
          return bad("invalid UTF-8 rune");
        } else {
          out.write(text[at++]);
        }
      }
      if (at >= text.length) {
        return bad(quote == '`' ? "unterminated raw string" : "unterminated quoted string");
      }
      return new GoString(out.toString(UTF_8), at + 1, null);
    }

    /// Takes the escape at hand; answers what is wrong with it.
    private @Nullable String escape() {
      if (at + 1 >= text.length) {
        return "escape sequence not terminated";
      }
      byte kind = text[at + 1];
      at += 2;
      switch (kind) {
        case 'a' -> out.write(7);
        case 'b' -> out.write('\b');
        case 'f' -> out.write('\f');
        case 'n' -> out.write('\n');
        case 'r' -> out.write('\r');
        case 't' -> out.write('\t');
        case 'v' -> out.write(11);
        case '\\' -> out.write('\\');
        case '0', '1', '2', '3', '4', '5', '6', '7' -> {
          at--;
          return number(3, 8, 255, false);
        }
        case 'x' -> {
          return number(2, 16, 255, false);
        }
        case 'u' -> {
          return number(4, 16, Character.MAX_CODE_POINT, true);
        }
        case 'U' -> {
          return number(8, 16, Character.MAX_CODE_POINT, true);
        }
        default -> {
          if (kind != quote) {
            return "unknown escape sequence " + unicode(at - 1);
          }
          out.write(quote);
        }
      }
      return null;
    }

    private @Nullable String number(int digits, int base, int max, boolean isCodePoint) {
      long value = 0;
      for (int i = 0; i < digits; i++) {
        if (at >= text.length) {
          return "escape sequence not terminated";
        }
        int digit = Character.digit(text[at], base);
        if (digit < 0) {
          return "illegal character %s in escape sequence".formatted(unicode(at));
        }
        value = value * base + digit;
        at++;
      }
      if (value > max || (isCodePoint && value >= 0xD800 && value < 0xE000)) {
        return "escape sequence is an invalid Unicode code point";
      }
      if (isCodePoint) {
        out.writeBytes(Character.toString((int) value).getBytes(UTF_8));
      } else {
        out.write((int) value);
      }
      return null;
    }

    /// Go's `%#U`: `U+0071 'q'`.
    private String unicode(int position) {
      int rune =
          new String(text, position, Math.min(4, text.length - position), UTF_8).codePointAt(0);
      return "U+%04X '%s'".formatted(rune, Character.toString(rune));
    }

    private boolean isReplacement(int position) {
      return text[position] == (byte) 0xEF
          && position + 2 < text.length
          && text[position + 1] == (byte) 0xBF
          && text[position + 2] == (byte) 0xBD;
    }

    private GoString bad(String problem) {
      return new GoString("", at, problem);
    }
  }
}
