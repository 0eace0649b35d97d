package io.millrace.ingester;

import java.util.Objects;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/// The processor of one partition as Kafka Streams wants it: a [PartitionTask] from `init` to
/// `close`. Kafka Streams may call `init` again after it failed.
final class SegmentsProcessor implements Processor<byte[], byte[], byte[], byte[]> {
  private final IngesterParts parts;
  private @Nullable PartitionTask task;

  SegmentsProcessor(IngesterParts parts) {
    this.parts = parts;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    close();
    PartitionTask made = new PartitionTask(parts, context);
    task = made;
    made.start();
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    Objects.requireNonNull(task, "a record before init").process(record);
  }

  @Override
  public void close() {
    PartitionTask ended = task;
    task = null;
    if (ended != null) {
      ended.close();
    }
  }
}
