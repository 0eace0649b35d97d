package io.millrace.schemas.catalog;

import io.millrace.schemas.model.OffsetRange;

/// The identity of one closed segment: which topic (by Kafka's own id, so a topic that was deleted
/// and made anew is another one), which offsets, and which building of it. `epoch` is 0 for the
/// first building; a replay of the same offsets has a higher one.
public record SegmentId(String topicId, OffsetRange range, int epoch) {
  public SegmentId {
    if (epoch < 0) {
      throw new IllegalArgumentException("epoch must not be negative, found " + epoch);
    }
  }
}
