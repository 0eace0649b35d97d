package io.millrace.gateway.level;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// The names under which a level may stand, for comparison with bytes of a line.
final class LevelFields {
  private final List<String> names;
  private final byte[][] exact;
  private final byte[][] folded;
  private final long exactLengths;

  /// By the low five bits, which are the same for both cases of a letter.
  private final boolean[] lastLetters = new boolean[32];

  private final long foldedLengths;

  LevelFields(List<String> names) {
    this.names = List.copyOf(names);
    this.exact = names.stream().map(name -> name.getBytes(UTF_8)).toArray(byte[][]::new);
    this.folded =
        names.stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .distinct()
            .map(name -> name.getBytes(UTF_8))
            .toArray(byte[][]::new);
    this.exactLengths = lengths(exact);
    this.foldedLengths = lengths(folded);
    for (byte[] name : folded) {
      lastLetters[name[name.length - 1] & 0x1F] = true;
    }
  }

  /// The names in the order of their priority.
  List<String> names() {
    return names;
  }

  /// Whether the range is one of the names, letter for letter.
  boolean contains(byte[] data, int offset, int length) {
    if (!mayHave(exactLengths, length)) {
      return false;
    }
    for (byte[] name : exact) {
      if (name.length == length && Arrays.equals(name, 0, length, data, offset, offset + length)) {
        return true;
      }
    }
    return false;
  }

  /// The rank of the name that the range is in whatever case, 0 the best; -1 where it is none.
  int rank(byte[] data, int offset, int length) {
    if (!mayHave(foldedLengths, length)) {
      return -1;
    }
    for (int i = 0; i < folded.length; i++) {
      if (folded[i].length == length && equalsFolded(folded[i], data, offset)) {
        return i;
      }
    }
    return -1;
  }

  /// Whether the bytes of `[start, end)` end in one of the names in whatever case.
  boolean endAt(byte[] data, int start, int end) {
    if (end == start || !lastLetters[data[end - 1] & 0x1F]) {
      return false;
    }
    for (byte[] name : folded) {
      if (name.length <= end - start && equalsFolded(name, data, end - name.length)) {
        return true;
      }
    }
    return false;
  }

  private static boolean equalsFolded(byte[] lower, byte[] data, int offset) {
    for (int i = 0; i < lower.length; i++) {
      byte b = data[offset + i];
      if ((b >= 'A' && b <= 'Z' ? b + 32 : b) != lower[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean mayHave(long lengths, int length) {
    return length >= 64 || (lengths >>> length & 1) != 0;
  }

  private static long lengths(byte[][] names) {
    long lengths = 0;
    for (byte[] name : names) {
      if (name.length < 64) {
        lengths |= 1L << name.length;
      }
    }
    return lengths;
  }
}
