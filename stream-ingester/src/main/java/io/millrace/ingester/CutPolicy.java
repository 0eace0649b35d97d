package io.millrace.ingester;

import java.time.Duration;
import java.util.Optional;

/// When the clock or the size says that a segment ends.
///
/// @param segmentBytes raw bytes at which a segment is full
record CutPolicy(long segmentBytes, Duration maxAge, Duration idlePeriod) {
  static CutPolicy of(IngesterConfig config) {
    return new CutPolicy(config.segmentBytes(), config.maxAge(), config.idlePeriod());
  }

  boolean isFull(long rawBytes) {
    return rawBytes >= segmentBytes;
  }

  /// Why a segment with records is due at `now`, if it is. All times in milliseconds.
  Optional<CutReason> due(long now, long since, long lastRecord) {
    if (now - since >= maxAge.toMillis()) {
      return Optional.of(CutReason.AGE);
    }
    if (now - lastRecord >= idlePeriod.toMillis()) {
      return Optional.of(CutReason.IDLE);
    }
    return Optional.empty();
  }
}
