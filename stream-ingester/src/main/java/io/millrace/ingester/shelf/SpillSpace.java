package io.millrace.ingester.shelf;

import io.millrace.ingester.assemble.RowOrder;
import io.millrace.ingester.assemble.SegmentRows;
import io.millrace.schemas.model.OffsetRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/// The directory of the spill files, and how much they may take together. Safe for use by many
/// threads.
public final class SpillSpace {
  private static final String SUFFIX = ".spill";

  private final Path directory;
  private final long limit;
  private final AtomicLong used = new AtomicLong();
  private final AtomicLong files = new AtomicLong();
  private final AtomicLong evictions = new AtomicLong();

  /// Makes the directory, and deletes what an earlier process left there.
  public SpillSpace(Path directory, long limit) throws IOException {
    this.directory = directory;
    this.limit = limit;
    Files.createDirectories(directory);
    try (Stream<Path> left = Files.list(directory)) {
      for (Path file : left.filter(f -> f.toString().endsWith(SUFFIX)).toList()) {
        Files.delete(file);
      }
    }
  }

  /// Writes a segment to a file of its own, or nothing where that would take more than the limit.
  ///
  /// @throws IOException if the disk fails; nothing is left of the file then
  Optional<SpillFile> write(OffsetRange range, SegmentRows rows, RowOrder order)
      throws IOException {
    if (used.get() >= limit) {
      return Optional.empty();
    }
    Path path =
        directory.resolve(
            "%d-%d-%d%s".formatted(range.partition(), range.from(), files.get(), SUFFIX));
    files.incrementAndGet();
    SpillFile file = SpillFile.write(path, rows, order, this);
    if (used.addAndGet(file.bytes()) > limit) {
      file.close();
      return Optional.empty();
    }
    return Optional.of(file);
  }

  /// Segments whose rows have left this process before they were published, since the start.
  public long evictions() {
    return evictions.get();
  }

  void countEviction() {
    evictions.incrementAndGet();
  }

  void free(long bytes) {
    used.addAndGet(-bytes);
  }

  /// Bytes of all files.
  public long used() {
    return used.get();
  }

  public long limit() {
    return limit;
  }
}
