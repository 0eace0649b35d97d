package io.millrace.ingester.replay;

import io.millrace.schemas.model.OffsetRange;
import java.util.OptionalLong;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/// The topic `logs` as a task needs it at its start. Safe for use by many threads; calls block.
public interface SourceLog {
  /// What the broker knows of a partition: the topic's id, the first offset that is still there,
  /// and the offset at which processing goes on, where it ever began.
  record Facts(Uuid topicId, long beginning, OptionalLong committed) {}

  /// Takes records in the order of their offsets.
  @FunctionalInterface
  interface RecordSink {
    /// Answers whether to go on. A `value` is the sink's to keep.
    boolean accept(long offset, long timestampMillis, byte @Nullable [] value);
  }

  /// What holds at this moment.
  ///
  /// @throws org.apache.kafka.common.KafkaException if the broker does not answer in time
  Facts facts(int partition);

  /// Reads the committed records of a range and answers the offset to go on from: the range's end,
  /// or the one behind the record at which `sink` stopped.
  ///
  /// @throws TruncatedLogException if the range begins before the first offset that is there
  /// @throws org.apache.kafka.common.KafkaException if the broker does not answer in time
  long read(OffsetRange range, RecordSink sink);
}
