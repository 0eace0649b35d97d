package io.millrace.schemas.chunks;

import io.millrace.schemas.catalog.SegmentId;
import io.millrace.schemas.model.TenantId;

/// One record of `chunks`. `sequence` counts the records of a segment from 0, so that a reader
/// knows that none is missing.
public sealed interface ChunkPart {
  SegmentId segment();

  int sequence();

  /// Encoded pages of some slices of one tenant.
  record Pages(SegmentId segment, int sequence, TenantId tenant, byte[] payload)
      implements ChunkPart {}

  /// What the flusher needs besides the pages to write this tenant's object: streams, slices, text
  /// filter. Follows the tenant's last [Pages].
  record Summary(SegmentId segment, int sequence, TenantId tenant, byte[] payload)
      implements ChunkPart {}

  /// The end of the segment.
  record Trailer(
      SegmentId segment, int sequence, int tenants, long rows, long deadLettered, long duplicates)
      implements ChunkPart {}
}
