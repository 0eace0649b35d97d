package io.millrace.store.page;

import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/// A byte array that grows, reused from page to page. Fixed-width integers are little-endian,
/// varints are unsigned LEB128. Behind the last byte the array always has [#SPARE] more, so that an
/// eight-byte load may run over the end.
///
/// As a stream it is what Thrift writes to; it is never closed.
public final class GrowingBytes extends OutputStream {
  /// Spare bytes behind the last one.
  public static final int SPARE = 8;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] bytes;
  private int length;

  public GrowingBytes(int capacity) {
    this.bytes = new byte[capacity + SPARE];
  }

  /// The array behind: valid until the next byte is added.
  public byte[] array() {
    return bytes;
  }

  public int length() {
    return length;
  }

  /// Cuts what stands behind `newLength`, or declares bytes written straight into [#array].
  public void length(int newLength) {
    Objects.checkIndex(newLength, bytes.length - SPARE + 1);
    length = newLength;
  }

  public void clear() {
    length = 0;
  }

  /// Makes room for `more` bytes and returns the array.
  public byte[] reserve(int more) {
    int needed = Math.addExact(Math.addExact(length, more), SPARE);
    if (needed > bytes.length) {
      int doubled = (int) Math.min((long) bytes.length * 2, Integer.MAX_VALUE - 16);
      bytes = Arrays.copyOf(bytes, Math.max(needed, doubled));
    }
    return bytes;
  }

  @Override
  public void write(int b) {
    reserve(1)[length++] = (byte) b;
  }

  @Override
  public void write(byte[] source, int at, int count) {
    System.arraycopy(source, at, reserve(count), length, count);
    length += count;
  }

  @Override
  public void write(byte[] source) {
    write(source, 0, source.length);
  }

  public void putInt(int value) {
    INT.set(reserve(4), length, value);
    length += 4;
  }

  public void putLong(long value) {
    LONG.set(reserve(8), length, value);
    length += 8;
  }

  /// Overwrites four bytes at `at`.
  public void setInt(int at, int value) {
    INT.set(bytes, at, value);
  }

  public void putVarint(long value) {
    long rest = value;
    reserve(10);
    while ((rest & ~0x7fL) != 0) {
      bytes[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
  }

  public void putZigZag(long value) {
    putVarint((value << 1) ^ (value >> 63));
  }

  /// Length as varint, then UTF-8.
  public void putText(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    putVarint(utf8.length);
    write(utf8);
  }

  public byte[] toArray() {
    return Arrays.copyOf(bytes, length);
  }

  /// Gives up an array that one large row has blown up.
  public void shrink(int capacity) {
    if (bytes.length > capacity + SPARE) {
      bytes = new byte[capacity + SPARE];
      length = 0;
    }
  }
}
