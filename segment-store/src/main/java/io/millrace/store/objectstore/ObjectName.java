package io.millrace.store.objectstore;

/// The rule for names of objects: segments of `[A-Za-z0-9._=-]`, none empty, none beginning with a
/// dot, joined by `/`; at most 900 characters. It holds in every store, so that a bucket can be
/// copied from one to another.
public final class ObjectName {
  private static final int MAX_LENGTH = 900;

  private ObjectName() {}

  /// Returns `name`.
  ///
  /// @throws IllegalArgumentException if it breaks the rule
  public static String check(String name) {
    boolean atStart = true;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean slash = c == '/';
      if ((atStart && (slash || c == '.')) || !(slash || isAllowed(c))) {
        throw new IllegalArgumentException(
            "object name '%s' must not have '%c' at %d".formatted(name, c, i));
      }
      atStart = slash;
    }
    if (atStart || name.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "object name '%s' must end in a segment and have at most %d characters, found %d"
              .formatted(name, MAX_LENGTH, name.length()));
    }
    return name;
  }

  private static boolean isAllowed(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "._=-".indexOf(c) >= 0;
  }
}
