package io.millrace.schemas.logs;

import io.millrace.schemas.wire.BadRecordException;
import java.util.Arrays;

/// A position in bytes that hold Avro. Every read checks the end; nothing is allocated.
final class AvroCursor {
  private byte[] data = new byte[0];
  private int at;
  private int end;

  /// Begins at `offset`; the bytes stay the caller's.
  void reset(byte[] data, int offset, int length) {
    this.data = data;
    this.at = offset;
    this.end = offset + length;
  }

  byte[] data() {
    return data;
  }

  int position() {
    return at;
  }

  int remaining() {
    return end - at;
  }

  /// A zigzag number.
  long readLong() throws BadRecordException {
    long bits = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (at == end) {
        throw new BadRecordException("record ends inside a number at byte " + at);
      }
      byte b = data[at++];
      bits |= (b & 0x7FL) << shift;
      if (b >= 0) {
        return (bits >>> 1) ^ -(bits & 1);
      }
    }
    throw new BadRecordException("number longer than 10 bytes at byte " + (at - 10));
  }

  int readInt() throws BadRecordException {
    long value = readLong();
    if (value != (int) value) {
      throw new BadRecordException("int needs 32 bits, found " + value);
    }
    return (int) value;
  }

  /// The length of a string or of bytes; all of it is there.
  int readLength() throws BadRecordException {
    long length = readLong();
    if (length < 0 || length > end - at) {
      throw new BadRecordException(
          "length at byte %d must be 0 to %d, found %d".formatted(at, end - at, length));
    }
    return (int) length;
  }

  /// Moves over bytes that are known to be there.
  void skip(int length) {
    at += length;
  }

  /// The number of items in the next block of an array or map; 0 ends it. Each item takes a byte at
  /// least, so the count is checked against what is left.
  int readBlockCount() throws BadRecordException {
    long count = readLong();
    if (count < 0) {
      long size = readLong();
      if (count == Long.MIN_VALUE || size < 0 || size > end - at) {
        throw new BadRecordException(
            "block at byte %d must have 0 to %d bytes, found %d".formatted(at, end - at, size));
      }
      count = -count;
    }
    if (count > end - at) {
      throw new BadRecordException(
          "block at byte %d has %d bytes left for %d items".formatted(at, end - at, count));
    }
    return (int) count;
  }

  /// Moves over a map of strings and says whether it is in normal form (see [LabelMapCodec]).
  boolean skipMap() throws BadRecordException {
    int start = at;
    int count = readBlockCount();
    if (count == 0) {
      return at == start + 1;
    }
    boolean normal = isShortestCount(start, count);
    int lastKey = -1;
    int lastKeyLength = 0;
    while (count > 0) {
      for (int i = 0; i < count; i++) {
        int keyStart = at;
        int keyLength = readLength();
        int key = at;
        at += keyLength;
        normal &= key - keyStart == numberBytes(keyLength);
        int valueStart = at;
        int valueLength = readLength();
        normal &= valueLength > 0 && at - valueStart == numberBytes(valueLength);
        at += valueLength;
        normal &= lastKey < 0 || compare(lastKey, lastKeyLength, key, keyLength) < 0;
        lastKey = key;
        lastKeyLength = keyLength;
      }
      int next = at;
      count = readBlockCount();
      normal &= count == 0 && at == next + 1;
    }
    return normal;
  }

  private int compare(int a, int aLength, int b, int bLength) {
    return Arrays.compareUnsigned(data, a, a + aLength, data, b, b + bLength);
  }

  private boolean isShortestCount(int start, int count) {
    return (data[start] & 1) == 0 && at - start == numberBytes(count);
  }

  /// The bytes that a number of at least 0 takes.
  static int numberBytes(int value) {
    long zigzag = 2L * value;
    return 1 + (63 - Long.numberOfLeadingZeros(zigzag | 1)) / 7;
  }
}
