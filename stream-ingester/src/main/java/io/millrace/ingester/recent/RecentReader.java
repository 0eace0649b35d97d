package io.millrace.ingester.recent;

import io.millrace.ingester.assemble.RowOrder;
import io.millrace.ingester.shelf.PartitionView;
import io.millrace.ingester.shelf.SealedSegment;
import io.millrace.ingester.shelf.SegmentContent;
import io.millrace.ingester.shelf.SegmentContent.Awaited;
import io.millrace.ingester.shelf.SegmentContent.Evicted;
import io.millrace.ingester.shelf.SegmentContent.Resident;
import io.millrace.ingester.shelf.SegmentContent.Spilled;
import io.millrace.ingester.shelf.Shelf;
import io.millrace.ingester.shelf.SpillFile;
import io.millrace.schemas.model.OffsetRange;
import io.millrace.schemas.recent.RecentFrame.Covered;
import io.millrace.schemas.recent.RecentFrame.Missing;
import io.millrace.schemas.recent.RecentFrame.Reason;
import io.millrace.schemas.recent.RecentRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Answers requests out of the shelf. Safe for use by many threads.
public final class RecentReader {
  private static final int ATTEMPTS = 10;

  private final Shelf shelf;

  public RecentReader(Shelf shelf) {
    this.shelf = shelf;
  }

  /// Sends the frames of the answer, partition by partition, ascending.
  ///
  /// @throws IOException if the sink throws it, or a spill file cannot be read
  public void answer(RecentRequest request, FrameSink sink) throws IOException {
    RowFilter filter = new RowFilter(request);
    for (Map.Entry<Integer, Long> asked : new TreeMap<>(request.fromOffsets()).entrySet()) {
      Finder finder =
          switch (request.kind()) {
            case ROWS -> new RowFinder(filter, sink);
            case STREAMS -> new StreamFinder(filter, sink);
          };
      answer(asked.getKey(), asked.getValue(), filter, finder, sink);
    }
  }

  private void answer(int partition, long from, RowFilter filter, Finder finder, FrameSink sink)
      throws IOException {
    // A spill file that goes away under our hands means that the view is outdated.
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<PartitionView> view = shelf.view(partition);
      Optional<Reason> reason =
          view.map(v -> whyNot(v, from)).orElse(Optional.of(Reason.NOT_OWNED));
      if (reason.isPresent()) {
        sink.accept(new Missing(partition, from, reason.get()));
        return;
      }
      try (Held held = new Held()) {
        if (held.take(view.get(), from)) {
          send(view.get(), held, filter, finder);
          sink.accept(new Covered(new OffsetRange(partition, held.from, view.get().next())));
          return;
        }
      }
    }
    sink.accept(new Missing(partition, from, Reason.PUBLISHED));
  }

  private static Optional<Reason> whyNot(PartitionView view, long from) {
    if (view.starting()) {
      return Optional.of(Reason.STARTING);
    }
    if (from > view.next()) {
      return Optional.of(Reason.BEHIND);
    }
    if (from < view.published()) {
      return Optional.of(Reason.PUBLISHED);
    }
    if (from > view.from() && !view.isBoundary(from)) {
      return Optional.of(Reason.NO_BOUNDARY);
    }
    boolean awaited =
        view.sealed().stream()
            .anyMatch(s -> s.range().from() >= from && s.content() instanceof Awaited);
    return awaited ? Optional.of(Reason.STARTING) : Optional.empty();
  }

  private static void send(PartitionView view, Held held, RowFilter filter, Finder finder)
      throws IOException {
    for (SegmentContent content : held.contents) {
      switch (content) {
        case Resident resident -> finder.look(resident.segment().rows(), resident.order());
        case Spilled spilled -> look(spilled.file(), filter, finder);
        case Awaited _, Evicted _ -> throw new IllegalStateException("not readable: " + content);
      }
    }
    finder.look(view.open(), RowOrder.of(view.open(), filter::wants));
    finder.finish();
  }

  private static void look(SpillFile file, RowFilter filter, Finder finder) throws IOException {
    for (SpillFile.Frame frame : file.frames()) {
      if (frame.tenant().equals(filter.tenant())
          && frame.minTimestamp() < filter.toTimestamp()
          && frame.maxTimestamp() >= filter.fromTimestamp()) {
        finder.look(file.read(frame));
      }
    }
  }

  /// The contents of the sealed segments that an answer reads, kept until it is written.
  private static final class Held implements AutoCloseable {
    private final List<SegmentContent> contents = new ArrayList<>();
    private long from;

    /// Takes the segments from `asked` on, or from behind what this process never had or has
    /// evicted. False if one has gone meanwhile.
    boolean take(PartitionView view, long asked) {
      from = Math.max(asked, view.from());
      for (SealedSegment segment : view.sealed()) {
        if (segment.range().from() >= asked && !take(segment)) {
          return false;
        }
      }
      return true;
    }

    private boolean take(SealedSegment segment) {
      SegmentContent content = segment.content();
      return switch (content) {
        case Resident _ -> contents.add(content);
        case Spilled spilled -> spilled.file().retain() && contents.add(content);
        case Awaited _ -> false;
        case Evicted _ -> {
          close();
          from = segment.range().to();
          yield true;
        }
      };
    }

    @Override
    public void close() {
      for (SegmentContent content : contents) {
        if (content instanceof Spilled spilled) {
          spilled.file().release();
        }
      }
      contents.clear();
    }
  }
}
