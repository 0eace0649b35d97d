package io.millrace.schemas.logs;

import java.util.Arrays;

/// Avro written into one growing array.
final class AvroBuffer {
  static final int MAX_NUMBER_BYTES = 10;

  private byte[] data;
  private int end;

  AvroBuffer(int capacity) {
    this.data = new byte[capacity];
  }

  byte[] data() {
    return data;
  }

  int position() {
    return end;
  }

  /// Drops or keeps what was written: the next byte goes to `position`.
  void position(int position) {
    end = position;
  }

  /// Makes room for `more` bytes, so that as many may be written to [#data()] directly.
  void reserve(int more) {
    if (data.length - end < more) {
      data = Arrays.copyOf(data, (int) Math.min(Integer.MAX_VALUE - 8L, newSize(more)));
    }
  }

  private long newSize(int more) {
    long needed = (long) end + more;
    if (needed > Integer.MAX_VALUE - 8L) {
      throw new OutOfMemoryError("record of %d bytes does not fit an array".formatted(needed));
    }
    return Math.max(needed, data.length * 2L);
  }

  /// A zigzag number.
  void writeLong(long value) {
    reserve(MAX_NUMBER_BYTES);
    end = putLong(data, end, value);
  }

  /// A string or bytes: length, then content.
  void writeBytes(byte[] from, int offset, int length) {
    reserve(MAX_NUMBER_BYTES + length);
    end = putLong(data, end, length);
    System.arraycopy(from, offset, data, end, length);
    end += length;
  }

  /// Bytes as they are.
  void writeFixed(byte[] from, int offset, int length) {
    reserve(length);
    System.arraycopy(from, offset, data, end, length);
    end += length;
  }

  byte[] toByteArray() {
    return Arrays.copyOf(data, end);
  }

  /// Writes a zigzag number to `out` and returns the position behind it.
  static int putLong(byte[] out, int at, long value) {
    long rest = (value << 1) ^ (value >> 63);
    int to = at;
    while ((rest & ~0x7FL) != 0) {
      out[to++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    out[to++] = (byte) rest;
    return to;
  }
}
