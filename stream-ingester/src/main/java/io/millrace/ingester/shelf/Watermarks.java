package io.millrace.ingester.shelf;

import org.apache.kafka.common.Uuid;

/// How far each partition of `logs` is published, as the catalog has it.
@FunctionalInterface
public interface Watermarks {
  /// The offset below which everything is published; 0 where nothing is.
  long of(Uuid topicId, int partition);
}
