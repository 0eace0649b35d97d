package io.millrace.store.page;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Reads what [GrowingBytes] wrote. Running over the end is corruption, told with the name of what
/// is read.
public final class ByteCursor {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final String what;
  private final byte[] bytes;
  private final int end;
  private int at;

  /// Reads `bytes[from] … bytes[end - 1]`.
  public ByteCursor(String what, byte[] bytes, int from, int end) {
    this.what = what;
    this.bytes = bytes;
    this.at = from;
    this.end = end;
  }

  public int position() {
    return at;
  }

  public int remaining() {
    return end - at;
  }

  public int u8() throws CorruptObjectException {
    need(1);
    return bytes[at++] & 0xff;
  }

  public int int32() throws CorruptObjectException {
    need(4);
    at += 4;
    return (int) INT.get(bytes, at - 4);
  }

  public long int64() throws CorruptObjectException {
    need(8);
    at += 8;
    return (long) LONG.get(bytes, at - 8);
  }

  public long varint() throws CorruptObjectException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int b = u8();
      value |= (b & 0x7fL) << shift;
      if (b < 0x80) {
        return value;
      }
    }
    throw corrupt("a varint has more than 10 bytes");
  }

  public long zigZag() throws CorruptObjectException {
    long value = varint();
    return (value >>> 1) ^ -(value & 1);
  }

  /// A varint that must lie in `[0, max]`.
  public int count(int max) throws CorruptObjectException {
    long value = varint();
    if (value < 0 || value > max) {
      throw corrupt("count %d is not in [0, %d]".formatted(value, max));
    }
    return (int) value;
  }

  public String text() throws CorruptObjectException {
    int length = count(remaining());
    at += length;
    return new String(bytes, at - length, length, StandardCharsets.UTF_8);
  }

  /// Steps over `length` bytes and returns where they begin.
  public int skip(int length) throws CorruptObjectException {
    need(length);
    at += length;
    return at - length;
  }

  /// All must have been read.
  public void end() throws CorruptObjectException {
    if (at != end) {
      throw corrupt("%d bytes are left over".formatted(end - at));
    }
  }

  public CorruptObjectException corrupt(String message) {
    return new CorruptObjectException("%s is corrupt: %s".formatted(what, message));
  }

  private void need(int length) throws CorruptObjectException {
    if (length < 0 || length > end - at) {
      throw corrupt("needs %d bytes at %d, ends at %d".formatted(length, at, end));
    }
  }
}
