package io.millrace.logql.literal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Quoted strings: `"…"` with escapes, and raw ones in backticks.
public final class GoString {
  private GoString() {}

  /// What is wrong with a quoted token, or the empty string. The quotes themselves are in place.
  public static String fault(String token) {
    if (token.charAt(0) == '`') {
      return "";
    }
    for (int at = token.indexOf('\\'); at >= 0; ) {
      int end = escapeEnd(token, at);
      if (end < 0) {
        return "invalid char escape";
      }
      if (codePoint(token, at, end) < 0) {
        return "invalid syntax";
      }
      at = token.indexOf('\\', end);
    }
    return "";
  }

  /// The value of a quoted token that has no [fault][#fault]. Bytes written as `\xNN` or `\NNN`
  /// that do not form UTF-8 become U+FFFD.
  public static String unquote(String token) {
    int last = token.length() - 1;
    int at = token.charAt(0) == '`' ? -1 : token.indexOf('\\');
    if (at < 0) {
      return token.substring(1, last);
    }
    var bytes = new ByteArrayOutputStream(token.length());
    int from = 1;
    while (at >= 0 && at < last) {
      bytes.writeBytes(token.substring(from, at).getBytes(StandardCharsets.UTF_8));
      from = escapeEnd(token, at);
      int value = codePoint(token, at, from);
      char kind = token.charAt(at + 1);
      if (kind == 'x' || (kind >= '0' && kind <= '7')) {
        bytes.write(value);
      } else {
        bytes.writeBytes(Character.toString(value).getBytes(StandardCharsets.UTF_8));
      }
      at = token.indexOf('\\', from);
    }
    bytes.writeBytes(token.substring(from, last).getBytes(StandardCharsets.UTF_8));
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /// The value in double quotes, everything that is not printable escaped.
  public static String quote(String value) {
    var out = new StringBuilder(value.length() + 2).append('"');
    value.codePoints().forEach(c -> escape(out, c));
    return out.append('"').toString();
  }

  private static void escape(StringBuilder out, int c) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case 7 -> out.append("\\a");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case 11 -> out.append("\\v");
      default -> {
        if (isPrintable(c)) {
          out.appendCodePoint(c);
        } else if (c < 0x80) {
          out.append("\\x%02x".formatted(c));
        } else if (c > 0xFFFF) {
          out.append("\\U%08x".formatted(c));
        } else {
          boolean surrogate = Character.getType(c) == Character.SURROGATE;
          out.append("\\u%04x".formatted(surrogate ? 0xFFFD : c));
        }
      }
    }
  }

  private static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> c == ' ';
      default -> true;
    };
  }

  /// Where the escape that starts at `at` ends, or -1 if it is none.
  private static int escapeEnd(String token, int at) {
    char kind = token.charAt(at + 1);
    return switch (kind) {
      case 'a', 'b', 'f', 'n', 'r', 't', 'v', '\\', '"' -> at + 2;
      case '0', '1', '2', '3', '4', '5', '6', '7' -> digitsEnd(token, at + 1, 3, 8);
      case 'x' -> digitsEnd(token, at + 2, 2, 16);
      case 'u' -> digitsEnd(token, at + 2, 4, 16);
      case 'U' -> digitsEnd(token, at + 2, 8, 16);
      default -> -1;
    };
  }

  private static int digitsEnd(String token, int from, int count, int radix) {
    for (int i = from; i < from + count; i++) {
      if (i >= token.length() || Character.digit(token.charAt(i), radix) < 0) {
        return -1;
      }
    }
    return from + count;
  }

  /// What the escape in `[at, end)` stands for, or -1 if there is no such character or byte.
  private static int codePoint(String token, int at, int end) {
    char kind = token.charAt(at + 1);
    return switch (kind) {
      case 'a' -> 7;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'v' -> 11;
      case '\\', '"' -> kind;
      case 'x' -> Integer.parseInt(token, at + 2, end, 16);
      case 'u', 'U' -> {
        long value = Long.parseLong(token, at + 2, end, 16);
        boolean surrogate = value >= Character.MIN_SURROGATE && value <= Character.MAX_SURROGATE;
        yield value > Character.MAX_CODE_POINT ? -1 : surrogate ? 0xFFFD : (int) value;
      }
      default -> {
        int value = Integer.parseInt(token, at + 1, end, 8);
        yield value > 0xFF ? -1 : value;
      }
    };
  }
}
