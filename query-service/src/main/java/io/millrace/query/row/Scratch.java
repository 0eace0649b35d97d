package io.millrace.query.row;

import java.util.Arrays;

/// Bytes that a stage makes for the row at hand: unescaped values, formatted lines. Emptied when
/// the next row begins. Ranges handed out stay valid until then, also when the scratch grows: the
/// old array is left to those who point into it.
public final class Scratch {
  private byte[] bytes = new byte[4096];
  private int length;

  /// Forgets everything, for the next row.
  public void clear() {
    length = 0;
  }

  /// The array that holds everything written since the row began. Ask again after writing.
  public byte[] bytes() {
    return bytes;
  }

  /// Where the next byte goes.
  public int position() {
    return length;
  }

  /// Takes back what was written behind `position`.
  public void truncate(int position) {
    length = position;
  }

  public void append(int b) {
    if (length == bytes.length) {
      grow(1);
    }
    bytes[length++] = (byte) b;
  }

  public void append(byte[] text, int start, int count) {
    if (bytes.length - length < count) {
      grow(count);
    }
    System.arraycopy(text, start, bytes, length, count);
    length += count;
  }

  /// Appends the UTF-8 form of a code point.
  public void appendRune(int rune) {
    if (rune < 0x80) {
      append(rune);
    } else if (rune < 0x800) {
      append(0xc0 | rune >> 6);
      append(0x80 | (rune & 0x3f));
    } else if (rune < 0x10000) {
      append(0xe0 | rune >> 12);
      append(0x80 | (rune >> 6 & 0x3f));
      append(0x80 | (rune & 0x3f));
    } else {
      append(0xf0 | rune >> 18);
      append(0x80 | (rune >> 12 & 0x3f));
      append(0x80 | (rune >> 6 & 0x3f));
      append(0x80 | (rune & 0x3f));
    }
  }

  private void grow(int count) {
    bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(length, count), bytes.length * 2));
  }
}
