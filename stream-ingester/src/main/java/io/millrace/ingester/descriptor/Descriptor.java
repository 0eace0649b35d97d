package io.millrace.ingester.descriptor;

import org.apache.kafka.common.Uuid;

/// The offsets of one segment of a partition. `epoch` counts the buildings of the same offsets.
public sealed interface Descriptor {
  Uuid topicId();

  int epoch();

  long from();

  /// Takes records from `from` on. `sinceMillis` is when its first record was processed, or when it
  /// became the open segment where none was yet.
  record Open(Uuid topicId, int epoch, long from, long sinceMillis) implements Descriptor {}

  /// Emitted to `chunks`, not seen in the catalog yet.
  record Cut(Uuid topicId, int epoch, long from, long to) implements Descriptor {
    public Cut {
      if (from < 0 || to <= from) {
        throw new IllegalArgumentException(
            "a cut segment needs 0 <= from < to, found %d and %d".formatted(from, to));
      }
    }
  }
}
