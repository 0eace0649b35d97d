package io.millrace.gateway.level;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorSpecies;

/// Tells in one pass over a line whether it is worth being read as logfmt: whether one of the level
/// fields stands in front of an equals sign.
final class EqualsScan {
  private static final VectorSpecies<Byte> SPECIES = ByteVector.SPECIES_PREFERRED;
  private static final int WIDTH = SPECIES.length();

  private EqualsScan() {}

  static boolean mayHaveField(LevelFields fields, byte[] data, int offset, int length) {
    int end = offset + length;
    int at = offset;
    for (; at < end && at + WIDTH <= data.length; at += WIDTH) {
      long hits = ByteVector.fromArray(SPECIES, data, at).eq((byte) '=').toLong();
      if (end - at < WIDTH) {
        hits &= (1L << (end - at)) - 1;
      }
      for (; hits != 0; hits &= hits - 1) {
        if (fields.endAt(data, offset, at + Long.numberOfTrailingZeros(hits))) {
          return true;
        }
      }
    }
    for (; at < end; at++) {
      if (data[at] == '=' && fields.endAt(data, offset, at)) {
        return true;
      }
    }
    return false;
  }
}
