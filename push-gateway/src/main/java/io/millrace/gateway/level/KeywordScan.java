package io.millrace.gateway.level;

import java.util.Arrays;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/// Finds the first word of a line that is a level, standing between boundaries.
///
/// A vector at a time is compared with the first and the third letter of the words, so that most of
/// a line is never looked at byte by byte. Reads, but does not heed, up to a vector of bytes behind
/// the line where the array has them.
final class KeywordScan {
  private static final VectorSpecies<Byte> SPECIES = ByteVector.SPECIES_PREFERRED;
  private static final int WIDTH = SPECIES.length();
  private static final byte LOWER = 0x20;

  private static final byte INNER = 0;
  private static final byte RIGHT_ONLY = 1;
  private static final byte BOUNDARY = 2;
  private static final byte[] CLASS = new byte[256];

  static {
    Arrays.fill(CLASS, INNER);
    for (char c : " \t\n[({\"'=|".toCharArray()) {
      CLASS[c] = BOUNDARY;
    }
    for (char c : "]}):,!;".toCharArray()) {
      CLASS[c] = RIGHT_ONLY;
    }
  }

  private KeywordScan() {}

  static Level find(byte[] data, int offset, int length) {
    int end = offset + length;
    int at = offset;
    for (; at < end && at + WIDTH + 2 <= data.length; at += WIDTH) {
      long hits = candidates(data, at);
      if (end - at < WIDTH) {
        hits &= (1L << (end - at)) - 1;
      }
      for (; hits != 0; hits &= hits - 1) {
        Level level = levelAt(data, offset, at + Long.numberOfTrailingZeros(hits), end);
        if (level != null) {
          return level;
        }
      }
    }
    for (; at < end; at++) {
      Level level = levelAt(data, offset, at, end);
      if (level != null) {
        return level;
      }
    }
    return Level.UNKNOWN;
  }

  /// A bit for each position where a word may begin.
  private static long candidates(byte[] data, int at) {
    ByteVector first = ByteVector.fromArray(SPECIES, data, at).or(LOWER);
    ByteVector third = ByteVector.fromArray(SPECIES, data, at + 2).or(LOWER);
    VectorMask<Byte> error =
        first.eq((byte) 'e').or(first.eq((byte) 'w')).and(third.eq((byte) 'r'));
    VectorMask<Byte> info = first.eq((byte) 'i').and(third.eq((byte) 'f'));
    VectorMask<Byte> debug = first.eq((byte) 'd').and(third.eq((byte) 'b'));
    VectorMask<Byte> trace = first.eq((byte) 't').and(third.eq((byte) 'a'));
    VectorMask<Byte> fatal = first.eq((byte) 'f').and(third.eq((byte) 't'));
    VectorMask<Byte> critical = first.eq((byte) 'c').and(third.eq((byte) 'i'));
    return error.or(info).or(debug.or(trace)).or(fatal.or(critical)).toLong();
  }

  private static @Nullable Level levelAt(byte[] data, int start, int at, int end) {
    return at == start || CLASS[data[at - 1] & 0xFF] == BOUNDARY ? wordAt(data, at, end) : null;
  }

  private static @Nullable Level wordAt(byte[] data, int at, int end) {
    return switch (data[at] | LOWER) {
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
