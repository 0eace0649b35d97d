package io.millrace.store.filter;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Collects the grams of a slice and packs them into a [SliceFilter]. One byte a bit while
/// collecting, for a store is cheaper than a read-modify-write. Used by one thread at a time.
public final class GramSet {
  /// The fill above which a bitset is not halved again.
  private static final double MAX_FILL = 0.5;

  /// The fill above which a bitset says too little to be stored.
  private static final double USELESS_FILL = 0.9;

  private static final int MIN_LOG2 = 6;
  private static final int MAX_LOG2 = 24;
  private static final int KEEP_LOG2 = 20;
  private static final long EVEN_BITS = 0x5555555555555555L;
  private static final long LOW_BITS = 0x0101010101010101L;

  private static final VarHandle MARKS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] marks = new byte[0];
  private int sizeLog2;
  private boolean foldsOddly;

  /// Begins a slice of about `rawBytes` bytes: the bitset starts with a bit for each two of them.
  public void begin(long rawBytes) {
    int log2 = Long.SIZE - Long.numberOfLeadingZeros(Math.max(1, rawBytes - 1)) - 1;
    sizeLog2 = Math.clamp(log2, MIN_LOG2, MAX_LOG2);
    foldsOddly = false;
    int size = 1 << sizeLog2;
    if (marks.length < size || (marks.length > 1 << KEEP_LOG2 && sizeLog2 <= KEEP_LOG2)) {
      marks = new byte[size];
    } else {
      Arrays.fill(marks, 0, size, (byte) 0);
    }
  }

  /// Adds one text. Seven bytes behind it must exist in the array; their value is of no account.
  public void add(byte[] text, int at, int length) {
    byte[] set = marks;
    int shift = Long.SIZE - sizeLog2;
    int end = at + length - Grams.LENGTH + 1;
    int i = at;
    for (; i + 4 <= end; i += 4) {
      long eight = Grams.load(text, i);
      set[(int) (Grams.hash(eight, 0) >>> shift)] = 1;
      set[(int) (Grams.hash(eight, 1) >>> shift)] = 1;
      set[(int) (Grams.hash(eight, 2) >>> shift)] = 1;
      set[(int) (Grams.hash(eight, 3) >>> shift)] = 1;
    }
    for (; i < end; i++) {
      set[(int) (Grams.hash(Grams.load(text, i), 0) >>> shift)] = 1;
    }
  }

  /// Looks for U+017F and U+212A; needed for texts that are not ASCII only.
  public void addNonAscii(byte[] text, int at, int length) {
    for (int i = at; i + 1 < at + length; i++) {
      int pair = ((text[i] & 0xff) << 8) | (text[i + 1] & 0xff);
      if (pair == 0xc5bf
          || (pair == 0xe284 && i + 2 < at + length && (text[i + 2] & 0xff) == 0xaa)) {
        foldsOddly = true;
        return;
      }
    }
  }

  /// The filter of what was added since [#begin].
  public SliceFilter finish() {
    long[] words = pack();
    int log2 = sizeLog2;
    while (log2 > MIN_LOG2) {
      long[] half = fold(words);
      if (fill(half) > MAX_FILL) {
        break;
      }
      words = half;
      log2--;
    }
    return fill(words) > USELESS_FILL
        ? new SliceFilter(0, foldsOddly, new long[0])
        : new SliceFilter(log2, foldsOddly, words);
  }

  private long[] pack() {
    long[] words = new long[1 << (sizeLog2 - MIN_LOG2)];
    for (int i = 0; i < words.length; i++) {
      long word = 0;
      for (int b = 0; b < 8; b++) {
        long eight = (long) MARKS.get(marks, i * 64 + b * 8);
        word |= Long.compress(eight, LOW_BITS) << (b * 8);
      }
      words[i] = word;
    }
    return words;
  }

  /// Joins neighbours, for the position of a gram in half the size is its position without the
  /// lowest bit.
  private static long[] fold(long[] words) {
    long[] half = new long[words.length / 2];
    for (int i = 0; i < half.length; i++) {
      half[i] = joinPairs(words[2 * i]) | (joinPairs(words[2 * i + 1]) << 32);
    }
    return half;
  }

  private static long joinPairs(long word) {
    return Long.compress(word | (word >>> 1), EVEN_BITS);
  }

  private static double fill(long[] words) {
    return new SliceFilter(0, false, words).fill();
  }
}
