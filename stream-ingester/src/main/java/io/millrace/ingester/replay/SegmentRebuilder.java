package io.millrace.ingester.replay;

import io.millrace.ingester.assemble.MemoryBudget;
import io.millrace.ingester.assemble.OpenSegment;
import io.millrace.ingester.assemble.RecordAppender;
import io.millrace.ingester.assemble.RowOrder;
import io.millrace.ingester.shelf.PartitionShelf;
import io.millrace.schemas.model.OffsetRange;
import io.millrace.schemas.wire.BadRecordException;
import io.millrace.schemas.wire.SchemaIds;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the rows of sealed segments again, one segment after the other, on a thread of its own.
/// Where memory is tight they go to the disk at once. Safe for use by many threads.
public final class SegmentRebuilder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SegmentRebuilder.class);
  private static final int ATTEMPTS = 5;
  private static final Duration STOP = Duration.ofSeconds(2);

  private final SourceLog source;
  private final MemoryBudget budget;
  private final RecordAppender appender;
  private final AtomicInteger pending = new AtomicInteger();
  private final ExecutorService executor =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("ingester-rebuild").factory());

  public SegmentRebuilder(SourceLog source, SchemaIds ids, MemoryBudget budget) {
    this.source = source;
    this.budget = budget;
    this.appender = new RecordAppender(ids);
  }

  /// Fills the awaited segment of the shelf, some time.
  public void rebuild(PartitionShelf shelf, OffsetRange range) {
    pending.incrementAndGet();
    try {
      executor.execute(
          () -> {
            try {
              tryRebuild(shelf, range);
            } finally {
              pending.decrementAndGet();
            }
          });
    } catch (RejectedExecutionException e) {
      pending.decrementAndGet();
      LOG.atDebug().addKeyValue("range", range).setCause(e).log("not read again, stopping");
    }
  }

  /// Segments still to be read.
  public int pending() {
    return pending.get();
  }

  @Override
  public void close() {
    executor.shutdownNow();
    try {
      if (executor.awaitTermination(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
        appender.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tryRebuild(PartitionShelf shelf, OffsetRange range) {
    for (int attempt = 1; shelf.awaits(range) && !executor.isShutdown(); attempt++) {
      try {
        rebuildNow(shelf, range);
      } catch (RuntimeException e) {
        if (executor.isShutdown()) {
          return;
        }
        if (attempt == ATTEMPTS || e instanceof TruncatedLogException) {
          LOG.atError()
              .addKeyValue("range", range)
              .setCause(e)
              .log("segment not read again, its rows are missing here until it is published");
          shelf.giveUp(range);
        } else {
          LOG.atWarn()
              .addKeyValue("range", range)
              .addKeyValue("error", e.getMessage())
              .log("segment not read again, trying once more");
        }
      }
    }
  }

  private void rebuildNow(PartitionShelf shelf, OffsetRange range) {
    OpenSegment segment = new OpenSegment(budget);
    try {
      source.read(range, (_, _, value) -> append(value, segment));
    } catch (RuntimeException e) {
      segment.release();
      throw e;
    }
    shelf.fill(range, segment, RowOrder.of(segment.rows()));
    while (budget.isTight() && shelf.spillOldest()) {
      LOG.atDebug().addKeyValue("range", range).log("spilled while reading again");
    }
  }

  private boolean append(byte @Nullable [] value, OpenSegment segment) {
    try {
      appender.append(value, segment);
    } catch (BadRecordException e) {
      // It is in the dead letters since it was first read.
      LOG.atDebug().setCause(e).log("bad record passed over");
    }
    return true;
  }
}
