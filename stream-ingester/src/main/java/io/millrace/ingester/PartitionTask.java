package io.millrace.ingester;

import io.millrace.ingester.assemble.OpenSegment;
import io.millrace.ingester.assemble.RecordAppender;
import io.millrace.ingester.assemble.RowOrder;
import io.millrace.ingester.assemble.SegmentEncoder;
import io.millrace.ingester.descriptor.Descriptor.Cut;
import io.millrace.ingester.descriptor.Descriptor.Open;
import io.millrace.ingester.descriptor.SegmentLedger;
import io.millrace.ingester.replay.SourceLog;
import io.millrace.ingester.replay.TruncatedLogException;
import io.millrace.ingester.shelf.PartitionShelf;
import io.millrace.schemas.catalog.SegmentId;
import io.millrace.schemas.chunks.ChunkPart;
import io.millrace.schemas.model.OffsetRange;
import io.millrace.schemas.wire.BadRecordException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One partition of `logs` while this process owns it. Everything runs on the thread of the
/// partition's Kafka Streams task.
///
/// The decision to cut is made in [#process] or in a tick of the clock, and in the same call the
/// segment is forwarded and written down: Kafka Streams commits both, and the offsets consumed, in
/// one transaction. [#start()] belongs to no transaction, so nothing is forwarded or stored there.
final class PartitionTask {
  private static final Logger LOG = LoggerFactory.getLogger(PartitionTask.class);
  private static final int EPOCH = 0;

  private final IngesterParts parts;
  private final ProcessorContext<byte[], byte[]> context;
  private final SegmentLedger ledger;
  private final Ticker ticker;
  private final int partition;
  private final byte[] chunkKey;
  private final RecordAppender appender;
  private final Uuid topicId;
  private final PartitionShelf shelf;
  private final Deque<Cut> inFlight = new ArrayDeque<>();

  /// Where records that were processed before the start end, and those that were not begin.
  private final long replayTo;

  private Open open;
  private OpenSegment segment;
  private long next;
  private long deadLettered;
  private long lastRecordMillis;

  /// Whether what the store holds of another topic is still to be forgotten.
  private boolean forgetOthers = true;

  PartitionTask(IngesterParts parts, ProcessorContext<byte[], byte[]> context) {
    this.parts = parts;
    this.context = context;
    this.partition = context.taskId().partition();
    this.chunkKey = IngesterTopology.key(partition);
    this.ledger = new SegmentLedger(context.getStateStore(SegmentLedger.STORE));
    this.ticker = new Ticker(context, this::tick);
    this.lastRecordMillis = context.currentSystemTimeMs();
    SourceLog.Facts facts = parts.source().facts(partition);
    this.topicId = facts.topicId();
    this.open = openAtStart(facts);
    this.next = open.from();
    this.replayTo = Math.max(next, facts.committed().orElse(next));
    this.segment = new OpenSegment(parts.budget());
    this.appender = new RecordAppender(parts.schemaIds());
    this.shelf = parts.shelf().claim(partition, parts.spill());
  }

  /// Where the open segment begins: as it is written down, else behind what is published, else at
  /// the first record there is.
  private Open openAtStart(SourceLog.Facts facts) {
    long published = parts.watermarks().of(topicId, partition);
    long now = context.currentSystemTimeMs();
    Optional<Open> known = ledger.open().filter(o -> o.topicId().equals(topicId));
    if (known.isPresent() && known.get().from() >= published) {
      return known.get();
    }
    long from = Math.max(facts.beginning(), published);
    if (known.isPresent() || facts.committed().isPresent()) {
      LOG.atWarn()
          .addKeyValue("partition", partition)
          .addKeyValue("known", known)
          .addKeyValue("published", published)
          .addKeyValue("from", from)
          .log("descriptors do not match what is published, beginning behind it");
    }
    return new Open(topicId, EPOCH, from, now);
  }

  /// Reads again what was in memory before the start.
  void start() {
    long published = parts.watermarks().of(topicId, partition);
    for (Cut cut : ledger.cuts()) {
      if (cut.topicId().equals(topicId)) {
        inFlight.add(cut);
        if (cut.to() > published) {
          shelf.await(range(cut.from(), cut.to()));
        }
      }
    }
    shelf.show(true, open.from(), next, segment.rows());
    shelf.dropBelow(published);
    replay();
    shelf.show(next < replayTo, open.from(), next, segment.rows());
    for (Cut cut : inFlight) {
      if (cut.to() > published) {
        parts.rebuilder().rebuild(shelf, range(cut.from(), cut.to()));
      }
    }
    ticker.fast();
    LOG.atInfo()
        .addKeyValue("partition", partition)
        .addKeyValue("from", open.from())
        .addKeyValue("next", next)
        .addKeyValue("in flight", inFlight.size())
        .log("partition taken");
  }

  void process(Record<byte[], byte[]> record) {
    catchUp();
    RecordMetadata origin = context.recordMetadata().orElseThrow();
    if (origin.offset() < next) {
      LOG.atWarn()
          .addKeyValue("partition", partition)
          .addKeyValue("offset", origin.offset())
          .addKeyValue("next", next)
          .log("record is in a segment already, passed over");
      return;
    }
    long now = context.currentSystemTimeMs();
    if (next == open.from()) {
      open = new Open(topicId, open.epoch(), open.from(), now);
      ledger.opened(open);
    }
    try {
      appender.append(record.value(), segment);
      parts.metrics().appended();
    } catch (BadRecordException e) {
      deadLetter(record, origin, e);
    }
    next = origin.offset() + 1;
    lastRecordMillis = now;
    shelf.show(false, open.from(), next, segment.rows());
    ticker.fast();
    if (parts.policy().isFull(segment.rawBytes())) {
      cut(CutReason.FULL);
    }
    makeRoom();
  }

  void close() {
    ticker.stop();
    parts.shelf().release(shelf);
    segment.release();
    appender.close();
  }

  private void tick() {
    catchUp();
    dropPublished();
    if (next > open.from()) {
      long now = context.currentSystemTimeMs();
      if (parts.flushes().isDue(partition, open.from(), next)) {
        cut(CutReason.FLUSH);
      } else {
        parts.policy().due(now, open.sinceMillis(), lastRecordMillis).ifPresent(this::cut);
      }
    }
    makeRoom();
    ticker.adjust(
        next > open.from(), inFlight.isEmpty(), context.currentSystemTimeMs() - lastRecordMillis);
  }

  /// What [#start()] could not do outside of a transaction. Nearly always nothing: only where more
  /// than a segment's worth was read again are there segments to cut.
  private void catchUp() {
    if (forgetOthers) {
      forgetOthers = false;
      if (ledger.forgetOthers(topicId)) {
        LOG.atWarn()
            .addKeyValue("partition", partition)
            .addKeyValue("topic id", topicId)
            .log("topic was made anew, descriptors of the old one are dropped");
      }
    }
    while (next < replayTo) {
      cut(CutReason.FULL);
      replay();
      shelf.show(next < replayTo, open.from(), next, segment.rows());
    }
  }

  /// Reads on until the segment is full, or all records are read that were processed before.
  private void replay() {
    long began = System.nanoTime();
    long records = next;
    try {
      next = parts.source().read(range(next, replayTo), this::appendAgain);
    } catch (TruncatedLogException e) {
      // Whoever set the retention below the age of a segment has lost these records.
      LOG.atError()
          .addKeyValue("partition", partition)
          .addKeyValue("error", e.getMessage())
          .log("records deleted before they were published, going on behind them");
      next = Math.min(replayTo, e.beginning());
      if (next < replayTo) {
        next = parts.source().read(range(next, replayTo), this::appendAgain);
      }
    }
    parts.metrics().replayed(next - records, Duration.ofNanos(System.nanoTime() - began));
  }

  private boolean appendAgain(long offset, long timestampMillis, byte @Nullable [] value) {
    try {
      appender.append(value, segment);
    } catch (BadRecordException e) {
      deadLettered++;
      LOG.atDebug().addKeyValue("offset", offset).setCause(e).log("bad record passed over");
    }
    return !parts.policy().isFull(segment.rawBytes());
  }

  private void deadLetter(Record<byte[], byte[]> record, RecordMetadata origin, Exception error) {
    context.forward(DeadLetters.of(record, origin, error), IngesterTopology.DEAD_LETTER);
    deadLettered++;
    parts.metrics().deadLettered();
    LOG.atWarn()
        .addKeyValue("partition", origin.partition())
        .addKeyValue("offset", origin.offset())
        .addKeyValue("error", error.getMessage())
        .log("record cannot be read, sent to the dead letters");
  }

  private void cut(CutReason reason) {
    long began = System.nanoTime();
    OffsetRange range = range(open.from(), next);
    RowOrder order = RowOrder.of(segment.rows());
    long encoded = emit(new SegmentId(topicId.toString(), range, open.epoch()), order);
    Open following = new Open(topicId, EPOCH, next, context.currentSystemTimeMs());
    inFlight.add(ledger.cut(open, following));
    shelf.seal(range, segment, order);
    Duration time = Duration.ofNanos(System.nanoTime() - began);
    parts
        .metrics()
        .cut(reason, order.rows(), order.duplicates(), segment.rawBytes(), encoded, time);
    LOG.atDebug()
        .addKeyValue("range", range)
        .addKeyValue("reason", reason.label())
        .addKeyValue("rows", order.rows())
        .addKeyValue("bytes", encoded)
        .addKeyValue("ms", time.toMillis())
        .log("segment cut");
    open = following;
    segment = new OpenSegment(parts.budget());
    deadLettered = 0;
    ticker.fast();
    context.commit();
  }

  /// Forwards the parts of the open segment and answers how many bytes they had.
  private long emit(SegmentId id, RowOrder order) {
    SegmentEncoder encoder = parts.encoders().take();
    long[] bytes = new long[1];
    try {
      encoder.encode(id, segment.rows(), order, deadLettered, part -> bytes[0] += forward(part));
    } catch (RuntimeException e) {
      encoder.close();
      throw e;
    }
    parts.encoders().giveBack(encoder);
    return bytes[0];
  }

  private int forward(ChunkPart part) {
    byte[] value = parts.chunkParts().apply(part);
    context.forward(
        new Record<>(chunkKey, value, context.currentSystemTimeMs()), IngesterTopology.CHUNKS);
    return value.length;
  }

  private void dropPublished() {
    if (inFlight.isEmpty()) {
      return;
    }
    long watermark = parts.watermarks().of(topicId, partition);
    while (!inFlight.isEmpty() && inFlight.getFirst().to() <= watermark) {
      ledger.published(inFlight.removeFirst());
    }
    shelf.dropBelow(watermark);
  }

  /// Where memory presses: first the rows that only readers need go to the disk, then the open
  /// segment is cut, if it has its share of what all partitions hold.
  private void makeRoom() {
    spill();
    long share = parts.budget().limit() / (2L * Math.max(1, parts.shelf().size()));
    if (parts.budget().isExceeded() && next > open.from() && segment.heapBytes() >= share) {
      cut(CutReason.MEMORY);
      spill();
    }
  }

  private void spill() {
    while (parts.budget().isTight() && shelf.spillOldest()) {
      LOG.atDebug().addKeyValue("partition", partition).log("sealed segment spilled");
    }
  }

  private OffsetRange range(long from, long to) {
    return new OffsetRange(partition, from, to);
  }
}
