package io.millrace.gateway.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

/// The content of JSON strings.
public final class JsonText {
  private static final int BAD = -1;

  private JsonText() {}

  /// Whether the content of a string has escapes.
  static boolean hasEscapes(byte[] data, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      if (data[i] == '\\') {
        return true;
      }
    }
    return false;
  }

  /// Writes what the content of a string stands for to `out` at `to`; it is never longer than the
  /// content. Returns the position behind it, or -1 where an escape is not valid. `out` may be
  /// `data`.
  static int unescape(byte[] data, int offset, int length, byte[] out, int to) {
    int end = offset + length;
    int written = to;
    int at = offset;
    while (at < end) {
      byte b = data[at];
      if (b != '\\') {
        out[written++] = b;
        at++;
        continue;
      }
      if (at + 1 >= end) {
        return BAD;
      }
      byte kind = data[at + 1];
      at += 2;
      switch (kind) {
        case '"', '\\', '/' -> out[written++] = kind;
        case 'b' -> out[written++] = '\b';
        case 'f' -> out[written++] = '\f';
        case 'n' -> out[written++] = '\n';
        case 'r' -> out[written++] = '\r';
        case 't' -> out[written++] = '\t';
        case 'u' -> {
          int point = hex(data, at, end);
          at += 4;
          if (point >= 0xD800 && point < 0xE000) {
            int low =
                at + 1 < end && data[at] == '\\' && data[at + 1] == 'u'
                    ? hex(data, at + 2, end)
                    : BAD;
            if (point >= 0xDC00 || low < 0xDC00 || low >= 0xE000) {
              return BAD;
            }
            point = Character.toCodePoint((char) point, (char) low);
            at += 6;
          }
          if (point < 0) {
            return BAD;
          }
          written = encode(point, out, written);
        }
        default -> {
          return BAD;
        }
      }
    }
    return written;
  }

  /// The content of a string as text, bytes that are not UTF-8 replaced; null where an escape is
  /// not valid.
  static @Nullable String toText(byte[] data, int offset, int length) {
    byte[] out = new byte[length];
    int end = unescape(data, offset, length, out, 0);
    return end < 0 ? null : new String(out, 0, end, UTF_8);
  }

  private static int hex(byte[] data, int at, int end) {
    if (at + 4 > end) {
      return BAD;
    }
    int value = 0;
    for (int i = at; i < at + 4; i++) {
      int digit = Character.digit(data[i], 16);
      if (digit < 0) {
        return BAD;
      }
      value = value << 4 | digit;
    }
    return value;
  }

  private static int encode(int point, byte[] out, int to) {
    int at = to;
    if (point < 0x80) {
      out[at++] = (byte) point;
    } else if (point < 0x800) {
      out[at++] = (byte) (0xC0 | (point >> 6));
      out[at++] = (byte) (0x80 | (point & 0x3F));
    } else if (point < 0x10000) {
      out[at++] = (byte) (0xE0 | (point >> 12));
      out[at++] = (byte) (0x80 | ((point >> 6) & 0x3F));
      out[at++] = (byte) (0x80 | (point & 0x3F));
    } else {
      out[at++] = (byte) (0xF0 | (point >> 18));
      out[at++] = (byte) (0x80 | ((point >> 12) & 0x3F));
      out[at++] = (byte) (0x80 | ((point >> 6) & 0x3F));
      out[at++] = (byte) (0x80 | (point & 0x3F));
    }
    return at;
  }
}
