package io.millrace.query.template;

import java.nio.charset.StandardCharsets;

/// Strings of one char per byte, as templates use them.
public final class GoString {
  private GoString() {}

  /// The bytes of a text in UTF-8.
  public static String encode(String text) {
    if (isAscii(text)) {
      return text;
    }
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  public static String of(byte[] bytes, int start, int length) {
    return new String(bytes, start, length, StandardCharsets.ISO_8859_1);
  }

  public static byte[] bytes(String string) {
    return string.getBytes(StandardCharsets.ISO_8859_1);
  }

  /// The text that the bytes are; what is not UTF-8 becomes U+FFFD.
  public static String decode(String string) {
    return isAscii(string) ? string : new String(bytes(string), StandardCharsets.UTF_8);
  }

  /// Whether there is nothing to encode or to decode.
  public static boolean isAscii(String string) {
    for (int i = 0; i < string.length(); i++) {
      if (string.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }
}
