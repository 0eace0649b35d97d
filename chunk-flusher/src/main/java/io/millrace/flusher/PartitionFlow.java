package io.millrace.flusher;

import io.millrace.flusher.assemble.BrokenSegmentException;
import io.millrace.flusher.assemble.ClosedSegment;
import io.millrace.flusher.assemble.PartitionAssembly;
import io.millrace.flusher.publish.SegmentUpload;
import io.millrace.flusher.publish.Uploads;
import io.millrace.schemas.catalog.CatalogRecord.SegmentPublished;
import io.millrace.schemas.catalog.SegmentId;
import io.millrace.schemas.chunks.ChunkPart;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One assigned partition of `chunks`: the segment that is arriving, and those being stored, in
/// order. A partition with a broken segment halts there: nothing of it is published any more, so
/// that its watermark stays where the lines are still to be had from the ingester. Used by the
/// loop's thread.
final class PartitionFlow {
  private static final Logger LOG = LoggerFactory.getLogger(PartitionFlow.class);

  private final TopicPartition topic;
  private final Uploads uploads;
  private final FlusherMetrics metrics;
  private PartitionAssembly assembly;
  private final Deque<SegmentUpload> uploading = new ArrayDeque<>();
  private @Nullable SegmentId last;
  private Optional<String> halted = Optional.empty();

  PartitionFlow(TopicPartition topic, Uploads uploads, FlusherMetrics metrics) {
    this.topic = topic;
    this.uploads = uploads;
    this.metrics = metrics;
    this.assembly = new PartitionAssembly(topic.partition());
  }

  /// What is ready to be published together, and the offset of `chunks` behind it.
  record Ready(List<SegmentPublished> segments, long nextOffset) {}

  /// Takes the next record of the partition; null is one without a value.
  void accept(@Nullable ChunkPart part, long offset) {
    if (halted.isPresent()) {
      return;
    }
    try {
      if (part == null) {
        throw new BrokenSegmentException("record without a value");
      }
      assembly.add(part, offset).ifPresent(this::upload);
    } catch (BrokenSegmentException e) {
      halt("offset %d: %s".formatted(offset, e.getMessage()));
    }
  }

  /// Takes the segments from the front whose objects are all stored.
  Optional<Ready> takeReady(long nowMillis) throws InterruptedException {
    List<SegmentPublished> segments = new ArrayList<>();
    long nextOffset = 0;
    try {
      while (!uploading.isEmpty() && uploading.getFirst().isDone()) {
        segments.add(uploading.getFirst().published(nowMillis));
        nextOffset = uploading.removeFirst().nextOffset();
      }
    } catch (BrokenSegmentException e) {
      drop();
      halt(String.valueOf(e.getMessage()));
    }
    return segments.isEmpty() ? Optional.empty() : Optional.of(new Ready(segments, nextOffset));
  }

  /// Stops the partition for good, as far as this assignment goes. What came before the fault and
  /// is being stored is published yet.
  void halt(String reason) {
    halted = Optional.of("partition %d halted at %s".formatted(topic.partition(), reason));
    assembly = new PartitionAssembly(topic.partition());
    LOG.atError()
        .addKeyValue("topic", topic.topic())
        .addKeyValue("partition", topic.partition())
        .addKeyValue("reason", reason)
        .log("partition halted, its segments are not published");
  }

  /// Gives up what is under way; it can be read again.
  void drop() {
    uploading.forEach(SegmentUpload::cancel);
    uploading.clear();
    assembly = new PartitionAssembly(topic.partition());
  }

  /// Why nothing goes on here.
  Optional<String> halted() {
    return halted;
  }

  boolean isUploading() {
    return !uploading.isEmpty();
  }

  /// Bytes of payloads held.
  long bytes() {
    long sum = assembly.bytes();
    for (SegmentUpload upload : uploading) {
      sum += upload.bytes();
    }
    return sum;
  }

  private void upload(ClosedSegment segment) {
    checkTiling(segment.id());
    last = segment.id();
    uploading.addLast(uploads.start(segment));
  }

  /// Only tells: the catalog shows the gap or the overlap for what it is.
  private void checkTiling(SegmentId segment) {
    SegmentId before = last;
    boolean tiles =
        before == null
            || segment.epoch() != 0
            || !before.topicId().equals(segment.topicId())
            || before.range().to() == segment.range().from();
    if (!tiles) {
      metrics.tilingBroken();
      LOG.atError()
          .addKeyValue("before", before)
          .addKeyValue("segment", segment)
          .log("segment does not begin where the last one ended");
    }
  }
}
