package io.millrace.schemas.model;

/// The owner of streams, objects and queries. Nothing is shared between two tenants.
///
/// The rules are Loki's: letters, digits and `! - _ . * ' ( )`, at most 150 characters, neither `.`
/// nor `..`. Tenants order by their text.
public record TenantId(String value) implements Comparable<TenantId> {
  /// The tenant of every request where authentication is off.
  public static final TenantId DEFAULT = new TenantId("fake");

  private static final int MAX_LENGTH = 150;

  /// @throws IllegalArgumentException with Loki's text where `value` breaks a rule
  public TenantId {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("no org id");
    }
    if (value.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("tenant ID is too long: max 150 characters");
    }
    if (value.equals(".") || value.equals("..")) {
      throw new IllegalArgumentException("tenant ID is '.' or '..'");
    }
    for (int i = 0; i < value.length(); i++) {
      if (!isAllowed(value.charAt(i))) {
        throw new IllegalArgumentException(
            "tenant ID '%s' contains unsupported character '%c'".formatted(value, value.charAt(i)));
      }
    }
  }

  @Override
  public int compareTo(TenantId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }

  private static boolean isAllowed(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "!-_.*'()".indexOf(c) >= 0;
  }
}
