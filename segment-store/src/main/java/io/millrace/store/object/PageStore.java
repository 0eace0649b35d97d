package io.millrace.store.object;

import io.millrace.store.index.IndexDirectory;
import io.millrace.store.index.SliceTable;
import io.millrace.store.objectstore.ObjectStore;
import io.millrace.store.page.Leaf;
import io.millrace.store.page.PageLocation;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/// Fetches parts of one object: single pages, or many in as few reads as make sense. Safe for use
/// by many threads.
final class PageStore {
  /// Bytes between two wanted ones that are cheaper to read along than to ask again for.
  private static final int MAX_GAP = 64 << 10;

  private static final int MAX_READ = 4 << 20;
  private static final int MAX_READS_AT_ONCE = 32;

  private final ObjectStore store;
  private final String name;
  private final IndexDirectory directory;
  private final SliceTable slices;

  PageStore(ObjectStore store, ObjectIndex index) {
    this.store = store;
    this.name = index.entry().name();
    this.directory = index.directory();
    this.slices = index.slices();
  }

  /// Bytes `[at, at + length)` of the object.
  record Range(long at, int length) {
    long end() {
      return at + length;
    }
  }

  /// A page that a slice wants.
  record Wanted(StoredSlice slice, Leaf leaf, Range range) {}

  Range range(Leaf leaf, int slice) {
    PageLocation page = slices.page(leaf, slice);
    return new Range(directory.firstPage(leaf) + slices.pageOffset(leaf, slice), page.length());
  }

  byte[] read(Range range) throws IOException {
    return store.read(name, range.at(), range.length());
  }

  /// Fetches all pages and hands them to their slices.
  void load(List<Wanted> wanted) throws IOException {
    List<Wanted> sorted = new ArrayList<>(wanted);
    sorted.sort(Comparator.comparingLong(page -> page.range().at()));
    List<Range> reads = join(sorted.stream().map(Wanted::range).toList());
    List<byte[]> bytes = readAll(reads);
    int read = 0;
    for (Wanted page : sorted) {
      while (page.range().end() > reads.get(read).end()) {
        read++;
      }
      int at = (int) (page.range().at() - reads.get(read).at());
      page.slice().hold(page.leaf(), bytes.get(read), at);
    }
  }

  /// Joins ascending ranges that lie close to each other.
  static List<Range> join(List<Range> ascending) {
    List<Range> joined = new ArrayList<>();
    for (Range next : ascending) {
      Range last = joined.isEmpty() ? null : joined.getLast();
      if (last != null && next.at() - last.end() <= MAX_GAP && next.end() - last.at() <= MAX_READ) {
        joined.set(joined.size() - 1, new Range(last.at(), (int) (next.end() - last.at())));
      } else {
        joined.add(next);
      }
    }
    return joined;
  }

  /// Reads in parallel; answers in the order asked.
  List<byte[]> readAll(List<Range> ranges) throws IOException {
    if (ranges.size() == 1) {
      return List.of(read(ranges.getFirst()));
    }
    Semaphore permits = new Semaphore(MAX_READS_AT_ONCE);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<byte[]>> pending = new ArrayList<>();
      for (Range range : ranges) {
        pending.add(
            threads.submit(
                () -> {
                  permits.acquire();
                  try {
                    return read(range);
                  } finally {
                    permits.release();
                  }
                }));
      }
      List<byte[]> done = new ArrayList<>();
      for (Future<byte[]> read : pending) {
        done.add(read.get());
      }
      return done;
    } catch (ExecutionException e) {
      throw new IOException("cannot read %s: %s".formatted(name, e.getCause()), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while reading " + name);
    }
  }
}
