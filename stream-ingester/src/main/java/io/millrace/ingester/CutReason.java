package io.millrace.ingester;

import java.util.Locale;

/// Why a segment was cut; a label of the metrics.
enum CutReason {
  /// `chunk.target.size` is reached.
  FULL,
  /// The oldest record is older than `chunk.max.age`.
  AGE,
  /// No record came for `chunk.idle.period`.
  IDLE,
  /// Asked for.
  FLUSH,
  /// `ingester.memory.bytes` is used up.
  MEMORY;

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
