package io.millrace.store.search;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Compares the first and the last byte of each literal with a vector of positions at once, and
/// verifies where both agree.
final class VectorKernel implements SearchKernel {
  private static final VectorSpecies<Byte> SPECIES = ByteVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  @Override
  public void search(
      LiteralSet literals, byte[] bytes, int[] offsets, int fromRow, int toRow, long[] hits) {
    int end = offsets[toRow];
    int lastBlock = Math.min(end, bytes.length - LANES - literals.longest() + 1);
    int row = fromRow;
    int at = offsets[fromRow];
    while (at < lastBlock) {
      long mask = candidates(literals, bytes, at);
      int next = at + LANES;
      while (mask != 0) {
        int hit = at + Long.numberOfTrailingZeros(mask);
        if (hit >= end) {
          return;
        }
        row = SearchKernel.rowAt(offsets, row, toRow, hit);
        if (literals.matchesAt(bytes, hit, offsets[row + 1])) {
          hits[row >> 6] |= 1L << row;
          int rowEnd = offsets[row + 1];
          if (rowEnd - at >= LANES) {
            next = rowEnd;
            break;
          }
          mask &= -1L << (rowEnd - at);
        } else {
          mask &= mask - 1;
        }
      }
      at = next;
    }
    if (at < end) {
      row = SearchKernel.rowAt(offsets, row, toRow, at);
      WordKernel.searchFrom(literals, bytes, offsets, row, at, toRow, hits);
    }
  }

  private static long candidates(LiteralSet literals, byte[] bytes, int at) {
    byte[][] all = literals.literals();
    long mask = 0;
    if (literals.ignoreCase()) {
      ByteVector text = ByteVector.fromArray(SPECIES, bytes, at).or((byte) 0x20);
      for (byte[] literal : all) {
        int last = literal.length - 1;
        ByteVector ends = ByteVector.fromArray(SPECIES, bytes, at + last).or((byte) 0x20);
        mask |=
            text.compare(VectorOperators.EQ, (byte) (literal[0] | 0x20))
                .and(ends.compare(VectorOperators.EQ, (byte) (literal[last] | 0x20)))
                .toLong();
      }
      return mask;
    }
    ByteVector text = ByteVector.fromArray(SPECIES, bytes, at);
    for (byte[] literal : all) {
      int last = literal.length - 1;
      ByteVector ends = ByteVector.fromArray(SPECIES, bytes, at + last);
      mask |=
          text.compare(VectorOperators.EQ, literal[0])
              .and(ends.compare(VectorOperators.EQ, literal[last]))
              .toLong();
    }
    return mask;
  }
}
