package io.millrace.query.parse;

import java.nio.charset.StandardCharsets;

/// Names of labels that come from the data.
public final class LabelNames {
  private LabelNames() {}

  /// Makes a valid name: blanks around it are cut, each character that is not an ASCII letter, a
  /// digit or an underscore becomes an underscore, and with `leading` one is put before a digit
  /// that would come first. May be empty.
  public static String sanitize(byte[] text, int start, int length, boolean leading) {
    String key = new String(text, start, length, StandardCharsets.UTF_8).strip();
    StringBuilder name = new StringBuilder(key.length() + 1);
    if (leading && !key.isEmpty() && key.charAt(0) >= '0' && key.charAt(0) <= '9') {
      name.append('_');
    }
    key.codePoints().forEach(rune -> name.append(isAllowed(rune) ? (char) rune : '_'));
    return name.toString();
  }

  /// Whether the text is a valid name as it stands.
  public static boolean isValid(String name) {
    return !name.isEmpty()
        && !(name.charAt(0) >= '0' && name.charAt(0) <= '9')
        && name.codePoints().allMatch(LabelNames::isAllowed);
  }

  private static boolean isAllowed(int rune) {
    return (rune >= 'a' && rune <= 'z')
        || (rune >= 'A' && rune <= 'Z')
        || (rune >= '0' && rune <= '9')
        || rune == '_';
  }
}
