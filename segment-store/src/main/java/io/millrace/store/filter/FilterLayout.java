package io.millrace.store.filter;

import io.millrace.store.page.GrowingBytes;
import java.util.ArrayList;
import java.util.List;

/// Where the filters of an object's slices lie in its filter part: one matrix for each size of
/// bitset, ascending by size. Row `r` of a matrix holds bit `r` of each slice of that size, in the
/// order of the slices, and rows follow each other without a gap: bit `c` of row `r` of `n` slices
/// is bit `r * n + c` of the matrix. Each matrix begins at a multiple of 8 bytes.
public final class FilterLayout {
  static final int MAX_LOG2 = 30;

  /// One matrix: `slices` are the ordinals of the slices in it, `at` is its first byte.
  record Matrix(int sizeLog2, int[] slices, long at) {
    long bits() {
      return (1L << sizeLog2) * slices.length;
    }
  }

  private final List<Matrix> matrices;
  private final int slices;
  private final long bytes;

  /// From the size of each slice's bitset; 0 where it has none.
  public FilterLayout(byte[] sizesLog2) {
    int[] counts = new int[MAX_LOG2 + 1];
    for (byte log2 : sizesLog2) {
      counts[log2]++;
    }
    List<Matrix> list = new ArrayList<>();
    long at = 0;
    for (int log2 = 1; log2 <= MAX_LOG2; log2++) {
      if (counts[log2] > 0) {
        Matrix matrix = new Matrix(log2, ordinals(sizesLog2, log2, counts[log2]), at);
        list.add(matrix);
        at += Math.ceilDiv(matrix.bits(), 64L) * 8;
      }
    }
    this.matrices = List.copyOf(list);
    this.slices = sizesLog2.length;
    this.bytes = at;
  }

  /// The size of the filter part.
  public long bytes() {
    return bytes;
  }

  int slices() {
    return slices;
  }

  List<Matrix> matrices() {
    return matrices;
  }

  /// Appends the filter part to `out`. `words` has the bitset of each slice.
  public void write(List<long[]> words, GrowingBytes out) {
    for (Matrix matrix : matrices) {
      long[] bits = new long[Math.toIntExact(Math.ceilDiv(matrix.bits(), 64L))];
      for (int column = 0; column < matrix.slices().length; column += 64) {
        scatter(matrix, words, column, bits);
      }
      for (long word : bits) {
        out.putLong(word);
      }
    }
  }

  /// Writes up to 64 columns from `first`: 64 rows at a time, as one transposed square of bits.
  private static void scatter(Matrix matrix, List<long[]> words, int first, long[] bits) {
    int all = matrix.slices().length;
    int columns = Math.min(64, all - first);
    int rowWords = 1 << (matrix.sizeLog2() - 6);
    long[] square = new long[64];
    for (int block = 0; block < rowWords; block++) {
      for (int c = 0; c < 64; c++) {
        square[c] = c < columns ? words.get(matrix.slices()[first + c])[block] : 0;
      }
      transpose(square);
      for (int r = 0; r < 64; r++) {
        put(bits, (block * 64L + r) * all + first, square[r]);
      }
    }
  }

  /// Ors `value` into the bits from `at` on; what reaches over the end is zero.
  private static void put(long[] bits, long at, long value) {
    int word = (int) (at >>> 6);
    int shift = (int) (at & 63);
    bits[word] |= value << shift;
    if (shift > 0 && word + 1 < bits.length) {
      bits[word + 1] |= value >>> (64 - shift);
    }
  }

  /// Bit `c` of row `r` changes places with bit `r` of row `c` (Hacker's Delight, 7-3).
  private static void transpose(long[] square) {
    long mask = 0x00000000ffffffffL;
    for (int j = 32; j != 0; j >>>= 1, mask ^= mask << j) {
      for (int k = 0; k < 64; k = (k + j + 1) & ~j) {
        long swap = ((square[k] >>> j) ^ square[k + j]) & mask;
        square[k] ^= swap << j;
        square[k + j] ^= swap;
      }
    }
  }

  private static int[] ordinals(byte[] sizesLog2, int log2, int count) {
    int[] ordinals = new int[count];
    int next = 0;
    for (int slice = 0; slice < sizesLog2.length; slice++) {
      if (sizesLog2[slice] == log2) {
        ordinals[next++] = slice;
      }
    }
    return ordinals;
  }
}
