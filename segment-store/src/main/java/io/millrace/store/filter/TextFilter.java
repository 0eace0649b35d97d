package io.millrace.store.filter;

import io.millrace.store.filter.FilterLayout.Matrix;
import io.millrace.store.filter.TextQuery.AllOf;
import io.millrace.store.filter.TextQuery.AnyOf;
import io.millrace.store.filter.TextQuery.Anything;
import io.millrace.store.filter.TextQuery.Contains;
import io.millrace.store.filter.TextQuery.Nothing;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;

/// Answers which slices of an object can satisfy a [TextQuery]. Never leaves out one that does.
/// Immutable and safe for use by many threads.
public final class TextFilter {
  private final FilterLayout layout;
  private final BitSet foldsOddly;

  /// `foldsOddly` has the slices whose [SliceFilter] says so.
  public TextFilter(FilterLayout layout, BitSet foldsOddly) {
    this.layout = layout;
    this.foldsOddly = (BitSet) foldsOddly.clone();
  }

  /// The slices that can hold an answer. Loads blocks once, all that the query needs together, and
  /// none if it needs none.
  public BitSet candidates(TextQuery query, FilterBlocks blocks) throws IOException {
    BitSet wanted = new BitSet();
    collect(query, wanted);
    FilterBlocks.Loaded loaded = blocks.load(wanted);
    return evaluate(query, loaded);
  }

  /// The share of bits that are set in each slice's bitset; 1 where it has none.
  public double[] fills(FilterBlocks blocks) throws IOException {
    BitSet wanted = new BitSet();
    wanted.set(0, (int) Math.ceilDiv(layout.bytes(), FilterBlocks.BYTES));
    FilterBlocks.Loaded loaded = blocks.load(wanted);
    double[] fills = new double[layout.slices()];
    Arrays.fill(fills, 1);
    for (Matrix matrix : layout.matrices()) {
      int columns = matrix.slices().length;
      long[] set = new long[columns];
      long rows = 1L << matrix.sizeLog2();
      for (long row = 0; row < rows; row++) {
        for (int first = 0; first < columns; first += 64) {
          long word = word(loaded, matrix.at() * 8 + row * columns + first);
          for (int c = first; c < Math.min(columns, first + 64); c++, word >>>= 1) {
            set[c] += word & 1;
          }
        }
      }
      for (int c = 0; c < columns; c++) {
        fills[matrix.slices()[c]] = (double) set[c] / rows;
      }
    }
    return fills;
  }

  private void collect(TextQuery query, BitSet wanted) {
    switch (query) {
      case Anything _, Nothing _ -> {}
      case AllOf(var parts) -> parts.forEach(part -> collect(part, wanted));
      case AnyOf(var parts) -> parts.forEach(part -> collect(part, wanted));
      case Contains needle -> {
        for (long hash : Needle.probes(needle)) {
          for (Matrix matrix : layout.matrices()) {
            long first = rowBit(matrix, hash);
            long last = first + matrix.slices().length - 1;
            wanted.set(block(first), block(last) + 1);
          }
        }
      }
    }
  }

  private BitSet evaluate(TextQuery query, FilterBlocks.Loaded blocks) {
    return switch (query) {
      case Anything _ -> all();
      case Nothing _ -> new BitSet();
      case AllOf(var parts) -> {
        BitSet result = all();
        for (TextQuery part : parts) {
          result.and(evaluate(part, blocks));
        }
        yield result;
      }
      case AnyOf(var parts) -> {
        BitSet result = new BitSet();
        for (TextQuery part : parts) {
          result.or(evaluate(part, blocks));
        }
        yield result;
      }
      case Contains needle -> contains(needle, blocks);
    };
  }

  private BitSet contains(Contains needle, FilterBlocks.Loaded blocks) {
    long[] probes = Needle.probes(needle);
    BitSet result = all();
    if (probes.length == 0) {
      return result;
    }
    for (Matrix matrix : layout.matrices()) {
      for (int first = 0; first < matrix.slices().length; first += 64) {
        long hits = -1L;
        for (int i = 0; i < probes.length && hits != 0; i++) {
          hits &= word(blocks, rowBit(matrix, probes[i]) + first);
        }
        clearMisses(matrix, first, hits, result);
      }
    }
    if (needle.ignoreCase() && Needle.foldsOddly(needle)) {
      result.or(foldsOddly);
    }
    return result;
  }

  private static void clearMisses(Matrix matrix, int first, long hits, BitSet result) {
    int upTo = Math.min(64, matrix.slices().length - first);
    for (int c = 0; c < upTo; c++) {
      if ((hits >>> c & 1) == 0) {
        result.clear(matrix.slices()[first + c]);
      }
    }
  }

  private BitSet all() {
    BitSet all = new BitSet();
    all.set(0, layout.slices());
    return all;
  }

  /// The first bit of the gram's row, counted from the beginning of the filter part.
  private static long rowBit(Matrix matrix, long hash) {
    long row = hash >>> (Long.SIZE - matrix.sizeLog2());
    return matrix.at() * 8 + row * matrix.slices().length;
  }

  private static int block(long bit) {
    return (int) (bit / (FilterBlocks.BYTES * 8L));
  }

  /// 64 bits from `bit` on, as far as loaded blocks reach; callers look at bits of the row only.
  private long word(FilterBlocks.Loaded blocks, long bit) {
    long at = bit >>> 3;
    long word = 0;
    for (int i = 0; i < 9; i++) {
      if (at + i >= layout.bytes()) {
        break;
      }
      byte[] block = blocks.block((int) ((at + i) / FilterBlocks.BYTES));
      int inBlock = (int) ((at + i) % FilterBlocks.BYTES);
      long next = inBlock < block.length ? block[inBlock] & 0xffL : 0;
      int position = i * 8 - (int) (bit & 7);
      word |= position >= 0 ? next << position : next >>> -position;
    }
    return word;
  }
}
