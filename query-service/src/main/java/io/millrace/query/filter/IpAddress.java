package io.millrace.query.filter;

import org.jspecify.annotations.Nullable;

/// An IP address: 32 bits in `low` for version 4, 128 bits in both for version 6.
///
/// @param version 4 or 6
record IpAddress(int version, long high, long low) implements Comparable<IpAddress> {
  /// Reads an address, or returns null where the bytes are none. Version 4 needs four decimal
  /// numbers without leading zeros; version 6 may end in a version 4 address, and may have a zone,
  /// which is ignored.
  static @Nullable IpAddress parse(byte[] text, int start, int end) {
    for (int at = start; at < end; at++) {
      if (text[at] == '.') {
        return parse4(text, start, end);
      }
      if (text[at] == ':') {
        return parse6(text, start, end);
      }
    }
    return null;
  }

  private static @Nullable IpAddress parse4(byte[] text, int start, int end) {
    long address = 0;
    int at = start;
    for (int field = 0; field < 4; field++) {
      if (field > 0) {
        if (at >= end || text[at] != '.') {
          return null;
        }
        at++;
      }
      int first = at;
      int value = 0;
      while (at < end && text[at] >= '0' && text[at] <= '9') {
        value = value * 10 + text[at] - '0';
        at++;
        if (value > 255) {
          return null;
        }
      }
      if (at == first || (at - first > 1 && text[first] == '0')) {
        return null;
      }
      address = address << 8 | value;
    }
    return at == end ? new IpAddress(4, 0, address) : null;
  }

  private static @Nullable IpAddress parse6(byte[] text, int start, int end) {
    int[] groups = new int[8];
    int count = 0;
    int gap = -1;
    int at = start;
    int stop = end;
    for (int i = start; i < end; i++) {
      if (text[i] == '%') {
        stop = i;
        break;
      }
    }
    if (stop < end && stop == end - 1) {
      return null;
    }
    if (stop - at >= 2 && text[at] == ':' && text[at + 1] == ':') {
      gap = 0;
      at += 2;
    }
    while (at < stop && count < 8) {
      int first = at;
      int value = 0;
      while (at < stop && at - first < 5 && Character.digit(text[at], 16) >= 0) {
        value = value << 4 | Character.digit(text[at], 16);
        at++;
      }
      if (at == first || at - first > 4) {
        return null;
      }
      if (at < stop && text[at] == '.') {
        IpAddress tail = count <= 6 ? parse4(text, first, stop) : null;
        if (tail == null || (gap < 0 && count != 6)) {
          return null;
        }
        groups[count++] = (int) (tail.low >> 16);
        groups[count++] = (int) (tail.low & 0xffff);
        at = stop;
        break;
      }
      groups[count++] = value;
      if (at == stop) {
        break;
      }
      if (text[at] != ':' || at + 1 == stop) {
        return null;
      }
      at++;
      if (text[at] == ':') {
        if (gap >= 0) {
          return null;
        }
        gap = count;
        at++;
      }
    }
    if (at != stop || (gap < 0 ? count != 8 : count == 8)) {
      return null;
    }
    return ofGroups(groups, count, gap);
  }

  private static IpAddress ofGroups(int[] groups, int count, int gap) {
    int[] all = new int[8];
    int before = gap < 0 ? count : gap;
    System.arraycopy(groups, 0, all, 0, before);
    System.arraycopy(groups, before, all, 8 - (count - before), count - before);
    long high = 0;
    long low = 0;
    for (int i = 0; i < 4; i++) {
      high = high << 16 | all[i];
      low = low << 16 | all[i + 4];
    }
    return new IpAddress(6, high, low);
  }

  /// The same address with only its first `bits` bits.
  IpAddress prefix(int bits) {
    if (version == 4) {
      return new IpAddress(4, 0, bits == 0 ? 0 : low & (-1L << (32 - bits)));
    }
    long keptHigh = bits == 0 ? 0 : bits >= 64 ? high : high & (-1L << (64 - bits));
    long keptLow = bits <= 64 ? 0 : low & (-1L << (128 - bits));
    return new IpAddress(6, keptHigh, keptLow);
  }

  @Override
  public int compareTo(IpAddress other) {
    if (version != other.version) {
      return Integer.compare(version, other.version);
    }
    int byHigh = Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }
}
