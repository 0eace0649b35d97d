package io.millrace.ingester.assemble;

import java.util.Arrays;

/// Bytes that are appended and never moved. A range lies within one block; a position is the
/// block's number in the upper and the offset in the lower 32 bits.
///
/// Blocks grow from 16 to 256 KiB, so that an idle partition costs little; a range that is larger
/// than that has a block of its own. One thread appends. A reader that was handed [#blocks()] after
/// an append may read everything appended before.
final class ByteArena {
  private static final int FIRST_BLOCK = 16 << 10;
  private static final int LARGEST_BLOCK = 256 << 10;

  private byte[][] blocks = new byte[8][];
  private int count;
  private int used;
  private long allocated;

  /// Makes room for `length` bytes side by side and answers their position.
  long reserve(int length) {
    if (count == 0 || blocks[count - 1].length - used < length) {
      addBlock(length);
    }
    long position = (long) (count - 1) << 32 | used;
    used += length;
    return position;
  }

  byte[] block(long position) {
    return blocks[(int) (position >>> 32)];
  }

  /// The blocks so far. Later appends leave these entries as they are.
  byte[][] blocks() {
    return blocks;
  }

  /// Bytes on the heap, unused ones included.
  long allocated() {
    return allocated;
  }

  private void addBlock(int length) {
    int size =
        count == 0 ? FIRST_BLOCK : Math.min(LARGEST_BLOCK, FIRST_BLOCK << Math.min(count, 4));
    byte[] block = new byte[Math.max(size, length)];
    if (count == blocks.length) {
      blocks = Arrays.copyOf(blocks, count * 2);
    }
    blocks[count++] = block;
    used = 0;
    allocated += block.length;
  }
}
