package io.millrace.flusher.assemble;

import io.millrace.schemas.catalog.SegmentId;
import io.millrace.schemas.chunks.ChunkPart.Trailer;
import java.util.List;

/// A segment that came complete through `chunks`: its tenants in ascending order, and the offset of
/// `chunks` behind its trailer, which is the group's position once the segment is published.
public record ClosedSegment(Trailer trailer, List<TenantPages> tenants, long nextOffset) {
  public ClosedSegment {
    tenants = List.copyOf(tenants);
  }

  public SegmentId id() {
    return trailer.segment();
  }

  /// Bytes of all payloads.
  public long bytes() {
    return tenants.stream().mapToLong(TenantPages::bytes).sum();
  }
}
