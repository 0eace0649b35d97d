package io.millrace.gateway.level;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Finds the first word of a line that is a level, standing between boundaries.
final class KeywordScan {
  private static final byte INNER = 0;
  private static final byte RIGHT_ONLY = 1;
  private static final byte BOUNDARY = 2;
  private static final byte[] CLASS = new byte[256];

  static {
    Arrays.fill(CLASS, INNER);
    for (char c : " \t\n[({\"'=|".toCharArray()) {
      CLASS[c] = BOUNDARY;
    }
    for (char c : "]})".toCharArray()) {
      CLASS[c] = RIGHT_ONLY;
    }
    for (char c : ":,!;".toCharArray()) {
      CLASS[c] = RIGHT_ONLY;
    }
  }

  private KeywordScan() {}

  static Level find(byte[] data, int offset, int length) {
    int end = offset + length;
    int at = offset;
    while (at < end) {
      Level level = wordAt(data, at, end);
      if (level != null) {
        return level;
      }
      while (at < end && CLASS[data[at] & 0xFF] != BOUNDARY) {
        at++;
      }
      at++;
    }
    return Level.UNKNOWN;
  }

  private static @Nullable Level wordAt(byte[] data, int at, int end) {
    return switch (data[at] | 0x20) {
      case 't' -> word(data, at, end, "trace", Level.TRACE);
      case 'd' -> word(data, at, end, "debug", Level.DEBUG);
      case 'f' -> word(data, at, end, "fatal", Level.FATAL);
      case 'c' -> word(data, at, end, "critical", Level.CRITICAL);
      case 'i' -> word(data, at, end, "info", Level.INFO);
      case 'e' -> {
        Level level = word(data, at, end, "error", Level.ERROR);
        yield level != null ? level : word(data, at, end, "err", Level.ERROR);
      }
      case 'w' -> {
        Level level = word(data, at, end, "warn", Level.WARN);
        yield level != null ? level : word(data, at, end, "warning", Level.WARN);
      }
      default -> null;
    };
  }

  private static @Nullable Level word(byte[] data, int at, int end, String word, Level level) {
    int behind = at + word.length();
    if (behind > end || !Level.is(data, at, word)) {
      return null;
    }
    return behind == end || CLASS[data[behind] & 0xFF] != INNER ? level : null;
  }
}
