package io.millrace.ingester;

import io.millrace.ingester.replay.SourceLog;
import io.millrace.ingester.replay.TruncatedLogException;
import io.millrace.schemas.model.OffsetRange;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.common.Uuid;

/// One partition of `logs` in memory, for tests without a broker.
final class MemorySourceLog implements SourceLog {
  private final List<byte[]> records = new ArrayList<>();
  private Uuid topicId = new Uuid(7, 7);
  private long beginning;
  private OptionalLong committed = OptionalLong.empty();

  void add(byte[] value) {
    records.add(value);
  }

  void commit(long offset) {
    committed = OptionalLong.of(offset);
  }

  void truncate(long offset) {
    beginning = offset;
  }

  Uuid topicId() {
    return topicId;
  }

  void recreate() {
    topicId = new Uuid(8, 8);
    records.clear();
    beginning = 0;
    committed = OptionalLong.empty();
  }

  @Override
  public Facts facts(int partition) {
    return new Facts(topicId, beginning, committed);
  }

  @Override
  public long read(OffsetRange range, RecordSink sink) {
    if (range.from() < beginning) {
      throw new TruncatedLogException(range, beginning);
    }
    for (long offset = range.from(); offset < range.to(); offset++) {
      if (!sink.accept(offset, offset, records.get((int) offset))) {
        return offset + 1;
      }
    }
    return range.to();
  }
}
