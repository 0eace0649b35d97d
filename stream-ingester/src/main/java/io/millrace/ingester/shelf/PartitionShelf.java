package io.millrace.ingester.shelf;

import io.millrace.ingester.assemble.MemoryBudget;
import io.millrace.ingester.assemble.OpenSegment;
import io.millrace.ingester.assemble.RowOrder;
import io.millrace.ingester.assemble.SegmentRows;
import io.millrace.ingester.shelf.SegmentContent.Awaited;
import io.millrace.ingester.shelf.SegmentContent.Evicted;
import io.millrace.ingester.shelf.SegmentContent.Resident;
import io.millrace.ingester.shelf.SegmentContent.Spilled;
import io.millrace.schemas.model.OffsetRange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The segments of one partition. [#view()] is for any thread. Changes come from the partition's
/// task, and from the thread that fills in segments after a start; they exclude one another.
public final class PartitionShelf {
  private static final Logger LOG = LoggerFactory.getLogger(PartitionShelf.class);
  private static final SegmentRows NO_ROWS = new OpenSegment(new MemoryBudget(1)).rows();

  private final int partition;
  private final SpillSpace spill;
  private final List<SealedSegment> sealed = new ArrayList<>();
  private boolean closed;
  private long published;
  private volatile PartitionView view;

  PartitionShelf(int partition, SpillSpace spill) {
    this.partition = partition;
    this.spill = spill;
    this.view = new PartitionView(partition, 0, true, List.of(), 0, 0, NO_ROWS);
  }

  public PartitionView view() {
    return view;
  }

  /// A segment whose rows are to be read again: [#fill] brings them.
  public synchronized void await(OffsetRange range) {
    sealed.add(new SealedSegment(range, new Awaited()));
  }

  /// Shows the open segment as `rows`, the rows of `[from, next)`.
  public synchronized void show(boolean starting, long from, long next, SegmentRows rows) {
    view = new PartitionView(partition, published, starting, sealed, from, next, rows);
  }

  /// The open segment is sealed and an empty one follows.
  public synchronized void seal(OffsetRange range, OpenSegment segment, RowOrder order) {
    segment.charge(order.heapBytes());
    if (closed) {
      segment.release();
      return;
    }
    sealed.add(new SealedSegment(range, new Resident(segment, order)));
    show(false, range.to(), range.to(), NO_ROWS);
  }

  /// Whether the rows of this segment are still awaited.
  public synchronized boolean awaits(OffsetRange range) {
    return !closed
        && sealed.stream().anyMatch(s -> s.range().equals(range) && s.content() instanceof Awaited);
  }

  /// The rows of an awaited segment. Where it was published meanwhile they are let go.
  public synchronized void fill(OffsetRange range, OpenSegment segment, RowOrder order) {
    segment.charge(order.heapBytes());
    for (SealedSegment candidate : sealed) {
      if (!closed && candidate.range().equals(range) && candidate.content() instanceof Awaited) {
        candidate.replace(new Resident(segment, order));
        return;
      }
    }
    segment.release();
  }

  /// The rows of an awaited segment cannot be had again.
  public synchronized void giveUp(OffsetRange range) {
    for (SealedSegment candidate : sealed) {
      if (candidate.range().equals(range)) {
        candidate.replace(new Evicted());
        spill.countEviction();
      }
    }
  }

  /// Lets go of the segments below `watermark`, which are published.
  public synchronized void dropBelow(long watermark) {
    if (watermark <= published) {
      return;
    }
    published = watermark;
    while (!sealed.isEmpty() && sealed.getFirst().range().to() <= watermark) {
      sealed.removeFirst().release();
    }
    show(view.starting(), view.openFrom(), view.next(), view.open());
  }

  /// Moves the oldest segment on the heap to the disk, or out of the process where the disk has no
  /// room. Answers whether there was one.
  public synchronized boolean spillOldest() {
    for (SealedSegment segment : sealed) {
      if (segment.content() instanceof Resident resident) {
        segment.replace(spilled(segment.range(), resident));
        return true;
      }
    }
    return false;
  }

  private SegmentContent spilled(OffsetRange range, Resident resident) {
    try {
      var file = spill.write(range, resident.segment().rows(), resident.order());
      if (file.isPresent()) {
        return new Spilled(file.get());
      }
      LOG.atWarn()
          .addKeyValue("range", range)
          .addKeyValue("limit", spill.limit())
          .log("no room to spill, rows are left to the topic");
    } catch (IOException e) {
      LOG.atError()
          .addKeyValue("range", range)
          .setCause(e)
          .log("segment not spilled, rows are left to the topic");
    }
    spill.countEviction();
    return new Evicted();
  }

  synchronized void close() {
    closed = true;
    sealed.forEach(SealedSegment::release);
    sealed.clear();
  }
}
