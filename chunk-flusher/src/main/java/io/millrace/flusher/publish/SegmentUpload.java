package io.millrace.flusher.publish;

import io.millrace.flusher.assemble.BrokenSegmentException;
import io.millrace.schemas.catalog.CatalogRecord.SegmentPublished;
import io.millrace.schemas.catalog.ObjectEntry;
import io.millrace.schemas.chunks.ChunkPart.Trailer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/// A segment whose objects are on their way to the bucket. Used by one thread.
public final class SegmentUpload {
  private final Trailer trailer;
  private final long nextOffset;
  private final List<Part> parts;

  /// One object, and the bytes of payloads that are held until it is stored.
  record Part(Future<ObjectEntry> object, long bytes) {}

  SegmentUpload(Trailer trailer, long nextOffset, List<Part> parts) {
    this.trailer = trailer;
    this.nextOffset = nextOffset;
    this.parts = List.copyOf(parts);
  }

  /// Whether [#published] can answer.
  public boolean isDone() {
    return parts.stream().allMatch(part -> part.object().isDone());
  }

  /// Bytes of payloads that are not stored yet.
  public long bytes() {
    long sum = 0;
    for (Part part : parts) {
      sum += part.object().isDone() ? 0 : part.bytes();
    }
    return sum;
  }

  /// The offset of `chunks` behind the segment.
  public long nextOffset() {
    return nextOffset;
  }

  /// What the catalog has to say of the segment. Call it when [#isDone()].
  ///
  /// @throws BrokenSegmentException if the segment cannot be published
  public SegmentPublished published(long nowMillis)
      throws BrokenSegmentException, InterruptedException {
    List<ObjectEntry> entries = new ArrayList<>(parts.size());
    long rows = 0;
    for (Part part : parts) {
      ObjectEntry entry = entry(part.object());
      entries.add(entry);
      rows += entry.rows();
    }
    if (rows != trailer.rows()) {
      throw new BrokenSegmentException(
          "segment %s announces %d rows, its objects have %d"
              .formatted(trailer.segment(), trailer.rows(), rows));
    }
    return new SegmentPublished(
        trailer.segment(), entries, trailer.deadLettered(), trailer.duplicates(), nowMillis);
  }

  /// Gives the segment up. An object that is being stored may still come to be.
  public void cancel() {
    parts.forEach(part -> part.object().cancel(true));
  }

  private ObjectEntry entry(Future<ObjectEntry> object)
      throws BrokenSegmentException, InterruptedException {
    try {
      return object.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof BrokenSegmentException broken) {
        throw broken;
      }
      throw new BrokenSegmentException(
          "segment %s cannot be stored: %s".formatted(trailer.segment(), e.getCause()), e);
    }
  }
}
