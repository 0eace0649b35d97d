package io.millrace.query.filter;

import io.millrace.query.value.GoQuote;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Some IP addresses: one, a range `a-b`, or a prefix `a/16`. Immutable.
public final class IpSet {
  private final IpAddress first;
  private final IpAddress last;
  private final int bits;

  private IpSet(IpAddress first, IpAddress last, int bits) {
    this.first = first;
    this.last = last;
    this.bits = bits;
  }

  /// Reads what `ip("…")` means.
  ///
  /// @throws IllegalArgumentException if it is none of the three
  public static IpSet parse(String pattern) {
    IpSet set = read(pattern);
    if (set == null) {
      throw new IllegalArgumentException("ip: invalid pattern: " + GoQuote.quote(pattern));
    }
    return set;
  }

  private static @Nullable IpSet read(String pattern) {
    IpAddress single = address(pattern);
    if (single != null) {
      return new IpSet(single, single, -1);
    }
    int slash = pattern.indexOf('/');
    if (slash >= 0) {
      IpAddress address = address(pattern.substring(0, slash));
      String length = pattern.substring(slash + 1);
      if (address == null || !length.matches("0|[1-9]\\d{0,2}")) {
        return null;
      }
      int bits = Integer.parseInt(length);
      if (bits > (address.version() == 4 ? 32 : 128)) {
        return null;
      }
      IpAddress prefix = address.prefix(bits);
      return new IpSet(prefix, prefix, bits);
    }
    int dash = pattern.indexOf('-');
    if (dash < 0) {
      return null;
    }
    IpAddress from = address(pattern.substring(0, dash));
    IpAddress to = address(pattern.substring(dash + 1));
    boolean valid =
        from != null && to != null && from.version() == to.version() && from.compareTo(to) <= 0;
    return valid && from != null && to != null ? new IpSet(from, to, -1) : null;
  }

  private static @Nullable IpAddress address(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return IpAddress.parse(bytes, 0, bytes.length);
  }

  private boolean contains(IpAddress address) {
    if (bits >= 0) {
      return address.version() == first.version() && address.prefix(bits).equals(first);
    }
    return address.compareTo(first) >= 0 && address.compareTo(last) <= 0;
  }

  /// Whether an address of the set stands somewhere in the text.
  public boolean isIn(byte[] text, int start, int length) {
    int end = start + length;
    int at = start;
    while (at < end) {
      int stop = at;
      if (mayBegin4(text, at, end)) {
        while (stop < end && isDigitOrDot(text[stop])) {
          stop++;
        }
      } else if (mayBegin6(text, at, end)) {
        while (stop < end && isHexColonOrDot(text[stop])) {
          stop++;
        }
      }
      if (stop > at) {
        IpAddress address = IpAddress.parse(text, at, stop);
        if (address != null && contains(address)) {
          return true;
        }
        at = stop;
      } else {
        at++;
      }
    }
    return false;
  }

  private static boolean mayBegin4(byte[] text, int at, int end) {
    if (!isDigit(text[at])) {
      return false;
    }
    for (int i = at + 1; i < Math.min(end, at + 4); i++) {
      if (text[i] == '.') {
        return true;
      }
    }
    return false;
  }

  private static boolean mayBegin6(byte[] text, int at, int end) {
    if (text[at] == ':') {
      return at + 1 < end && text[at + 1] == ':';
    }
    int place = at;
    while (place < Math.min(end, at + 4) && isHex(text[place])) {
      place++;
    }
    return place > at && place < end && text[place] == ':';
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  private static boolean isHex(byte b) {
    return isDigit(b) || (b >= 'a' && b <= 'f') || (b >= 'A' && b <= 'F');
  }

  private static boolean isDigitOrDot(byte b) {
    return isDigit(b) || b == '.';
  }

  private static boolean isHexColonOrDot(byte b) {
    return isHex(b) || b == ':' || b == '.';
  }
}
