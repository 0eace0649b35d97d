package io.millrace.runtime.auth;

import io.millrace.runtime.SettingsException;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// One token by its digest: whom it opens and for what.
record TokenGrant(String digest, String tenant, Set<Right> rights) {
  TokenGrant {
    rights = Set.copyOf(rights);
  }

  /// Reads `DIGEST TENANT RIGHTS`; `where` names the place for the message.
  static TokenGrant parse(String where, String text) {
    List<String> words = List.of(text.strip().split("\\s+"));
    if (words.size() != 3) {
      throw new SettingsException(
          "%s needs a digest, a tenant and rights, found %d words".formatted(where, words.size()));
    }
    return new TokenGrant(digest(where, words.get(0)), words.get(1), rights(where, words.get(2)));
  }

  private static String digest(String where, String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.length() != 64 || !lower.chars().allMatch(HexFormat::isHexDigit)) {
      throw new SettingsException(
          "%s needs a sha-256 digest of 64 hexadecimal digits, found %d characters"
              .formatted(where, text.length()));
    }
    return lower;
  }

  private static Set<Right> rights(String where, String text) {
    Set<Right> rights = EnumSet.noneOf(Right.class);
    for (String word : text.split(",", -1)) {
      rights.add(
          switch (word) {
            case "read" -> Right.READ;
            case "write" -> Right.WRITE;
            default ->
                throw new SettingsException(
                    "%s needs rights read, write or read,write, found '%s'".formatted(where, text));
          });
    }
    return rights;
  }
}
