package io.millrace.gateway.validate;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.gateway.decode.DecodeException;

/// Names of structured metadata as Loki stores them: letters, digits and single underscores, no
/// digit first; names of the form `__x__` keep their ends.
final class MetadataNames {
  private MetadataNames() {}

  /// Whether the name stays as it is.
  static boolean isNormal(byte[] data, int offset, int length) {
    boolean lastUnderscore = false;
    boolean onlyUnderscores = true;
    for (int i = offset; i < offset + length; i++) {
      byte b = data[i];
      if (b == '_') {
        if (lastUnderscore) {
          return false;
        }
        lastUnderscore = true;
      } else if (isLetterOrDigit(b)) {
        lastUnderscore = false;
        onlyUnderscores = false;
      } else {
        return false;
      }
    }
    return !onlyUnderscores && (data[offset] < '0' || data[offset] > '9');
  }

  /// The name as it is stored.
  ///
  /// @throws DecodeException with status 500, as in Loki, where nothing is left of it
  static byte[] normalize(byte[] data, int offset, int length) throws DecodeException {
    if (length == 0) {
      throw new DecodeException(500, "label name is empty");
    }
    String name = new String(data, offset, length, UTF_8);
    boolean reserved = name.length() >= 4 && name.startsWith("__") && name.endsWith("__");
    String inner = reserved ? name.substring(2, name.length() - 2) : name;
    StringBuilder out = new StringBuilder(name.length() + 4);
    boolean lastUnderscore = false;
    for (int i = 0; i < inner.length(); i++) {
      char c = inner.charAt(i);
      boolean kept = c < 0x80 && isLetterOrDigit((byte) c);
      if (kept) {
        out.append(c);
      } else if (!lastUnderscore) {
        out.append('_');
      }
      lastUnderscore = !kept;
    }
    String normal = reserved ? "__" + out + "__" : out.toString();
    if (normal.charAt(0) >= '0' && normal.charAt(0) <= '9') {
      normal = "key_" + normal;
    }
    if (normal.chars().allMatch(c -> c == '_')) {
      throw new DecodeException(
          500,
          "normalization for label name \"%s\" resulted in invalid name \"%s\""
              .formatted(name, normal));
    }
    return normal.getBytes(UTF_8);
  }

  private static boolean isLetterOrDigit(byte b) {
    return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9');
  }
}
