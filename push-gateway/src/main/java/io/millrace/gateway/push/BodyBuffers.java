package io.millrace.gateway.push;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;

/// Byte arrays for bodies, used again. What lies idle is bounded. Safe for use by many threads.
final class BodyBuffers {
  private static final int MIN_BITS = 16;
  private static final int SIZES = 31 - MIN_BITS;

  private final long maxIdleBytes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<byte[]>[] idle;
  private long idleBytes;

  @SuppressWarnings({"unchecked", "rawtypes"}) // an array of deques has no other way
  BodyBuffers(long maxIdleBytes) {
    this.maxIdleBytes = maxIdleBytes;
    this.idle = new Deque[SIZES];
    for (int i = 0; i < SIZES; i++) {
      idle[i] = new ArrayDeque<>();
    }
  }

  /// An array of at least `bytes`, with anything in it. It is the caller's until [#give].
  byte[] take(int bytes) {
    int size = sizeClass(bytes);
    lock.lock();
    try {
      byte[] buffer = idle[size].pollLast();
      if (buffer != null) {
        idleBytes -= buffer.length;
        return buffer;
      }
    } finally {
      lock.unlock();
    }
    return new byte[1 << (MIN_BITS + size)];
  }

  void give(byte[] buffer) {
    lock.lock();
    try {
      if (idleBytes + buffer.length <= maxIdleBytes) {
        idle[sizeClass(buffer.length)].addLast(buffer);
        idleBytes += buffer.length;
      }
    } finally {
      lock.unlock();
    }
  }

  /// The exponent of the smallest power of two that holds so many bytes, from [#MIN_BITS] on.
  private static int sizeClass(int bytes) {
    int bits = 32 - Integer.numberOfLeadingZeros(Math.max(1, bytes - 1));
    return Math.max(0, bits - MIN_BITS);
  }
}
