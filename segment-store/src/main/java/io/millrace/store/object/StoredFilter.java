package io.millrace.store.object;

import io.millrace.store.filter.FilterBlocks;
import io.millrace.store.index.IndexPart;
import io.millrace.store.page.Checksums;
import io.millrace.store.page.CorruptObjectException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The filter part of one object. A small one is read whole at the first need and stays; of a large
/// one the wanted blocks are read each time. Safe for use by many threads.
final class StoredFilter implements FilterBlocks {
  private static final byte[] ABSENT = new byte[0];

  private final PageStore store;
  private final IndexPart.Location part;
  private final int[] sums;
  private final int maxResident;
  private final Lock lock = new ReentrantLock();

  /// As it came with the index; not checked yet.
  private byte @Nullable [] unchecked;

  private volatile byte @Nullable [][] resident;

  /// A filter of up to `maxResident` bytes stays in memory.
  StoredFilter(PageStore store, ObjectIndex index, int maxResident) {
    this.maxResident = maxResident;
    this.store = store;
    this.part = index.directory().part(IndexPart.FILTER);
    this.sums = index.filterSums();
    this.unchecked = isResident() ? index.tailFilter() : null;
  }

  @Override
  public Loaded load(BitSet wanted) throws IOException {
    if (wanted.isEmpty()) {
      return _ -> ABSENT;
    }
    byte[][] blocks = isResident() ? resident() : read(wanted);
    return number -> blocks[number];
  }

  /// Heap that this comes to hold.
  long heapBytes() {
    return isResident() ? part.length() : 0;
  }

  private boolean isResident() {
    return part.length() <= maxResident;
  }

  private byte[][] resident() throws IOException {
    byte[][] known = resident;
    if (known != null) {
      return known;
    }
    lock.lock();
    try {
      known = resident;
      if (known == null) {
        byte[] all = unchecked;
        if (all == null) {
          all = store.read(new PageStore.Range(part.at(), (int) part.length()));
        }
        known = new byte[sums.length][];
        for (int block = 0; block < sums.length; block++) {
          known[block] = checked(block, all, block * BYTES);
        }
        resident = known;
        unchecked = null;
      }
      return known;
    } finally {
      lock.unlock();
    }
  }

  private byte[][] read(BitSet wanted) throws IOException {
    List<PageStore.Range> ranges = new ArrayList<>();
    wanted.stream()
        .forEach(
            block ->
                ranges.add(new PageStore.Range(part.at() + (long) block * BYTES, length(block))));
    List<PageStore.Range> reads = PageStore.join(ranges);
    List<byte[]> bytes = store.readAll(reads);
    byte[][] blocks = new byte[sums.length][];
    Arrays.fill(blocks, ABSENT);
    for (int i = 0; i < reads.size(); i++) {
      int first = (int) ((reads.get(i).at() - part.at()) / BYTES);
      for (int at = 0; at < reads.get(i).length(); at += BYTES) {
        int block = first + at / BYTES;
        blocks[block] = checked(block, bytes.get(i), at);
      }
    }
    return blocks;
  }

  private byte[] checked(int block, byte[] bytes, int at) throws CorruptObjectException {
    int length = length(block);
    Checksums.check("filter block " + block, bytes, at, length, sums[block]);
    return Arrays.copyOfRange(bytes, at, at + length);
  }

  private int length(int block) {
    return (int) Math.min(BYTES, part.length() - (long) block * BYTES);
  }
}
