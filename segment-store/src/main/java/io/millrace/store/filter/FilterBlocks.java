package io.millrace.store.filter;

import java.io.IOException;
import java.util.BitSet;

/// Gives the filter part block by block, so that a needle needs a few rows of a large one only.
/// Implementations have checked the checksum of what they give.
public interface FilterBlocks {
  /// Bytes of a block; the last one may be shorter.
  int BYTES = 16 << 10;

  /// Loads at least the wanted blocks.
  Loaded load(BitSet wanted) throws IOException;

  /// Blocks in memory.
  interface Loaded {
    /// The block of that number, empty where it was not loaded.
    byte[] block(int number);
  }
}
