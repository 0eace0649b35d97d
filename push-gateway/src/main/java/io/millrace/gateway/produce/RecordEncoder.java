package io.millrace.gateway.produce;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.millrace.gateway.decode.DecodedPush;
import io.millrace.gateway.limits.Tenant;
import io.millrace.gateway.validate.StreamState;
import io.millrace.gateway.validate.ValidPush;
import io.millrace.schemas.logs.BatchCodec;
import io.millrace.schemas.logs.LogBatchWriter;
import io.millrace.schemas.partition.LogPartitioner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/// Writes the accepted streams of a push into records. Not safe for use by many threads.
public final class RecordEncoder implements AutoCloseable {
  /// What an entry takes besides its line and metadata, at most.
  private static final int ENTRY_OVERHEAD = 20;

  private static final byte[] SEVERAL = "/*".getBytes(US_ASCII);

  private final LogBatchWriter writer;
  private final int targetBytes;
  private long[] order = new long[64];

  /// A record is closed when its streams reach `targetBytes` before compression.
  public RecordEncoder(int schemaId, BatchCodec codec, int targetBytes) {
    this.writer = new LogBatchWriter(schemaId, codec);
    this.targetBytes = targetBytes;
  }

  /// The records of one push, ascending by partition.
  public List<OutgoingRecord> encode(
      Tenant tenant, LogPartitioner partitioner, DecodedPush push, ValidPush valid) {
    List<OutgoingRecord> records = new ArrayList<>();
    sort(partitioner, valid);
    writer.reset();
    int from = 0;
    while (from < valid.streamCount()) {
      int partition = (int) (order[from] >>> 32);
      int to = from + 1;
      while (to < valid.streamCount() && (int) (order[to] >>> 32) == partition) {
        to++;
      }
      new PartitionPass(tenant, push, valid, partition, records).write(from, to);
      from = to;
    }
    return records;
  }

  /// Frees the writer.
  @Override
  public void close() {
    writer.close();
  }

  /// Puts the streams in the order of their partitions.
  private void sort(LogPartitioner partitioner, ValidPush valid) {
    int count = valid.streamCount();
    if (order.length < count) {
      order = new long[2 * count];
    }
    for (int stream = 0; stream < count; stream++) {
      order[stream] = (long) partitioner.partition(valid.state(stream).hash()) << 32 | stream;
    }
    Arrays.sort(order, 0, count);
  }

  /// The streams of one push in one partition.
  private final class PartitionPass {
    private final Tenant tenant;
    private final DecodedPush push;
    private final ValidPush valid;
    private final int partition;
    private final List<OutgoingRecord> records;
    private int streamsInRecord;
    private long hash;

    PartitionPass(
        Tenant tenant,
        DecodedPush push,
        ValidPush valid,
        int partition,
        List<OutgoingRecord> records) {
      this.tenant = tenant;
      this.push = push;
      this.valid = valid;
      this.partition = partition;
      this.records = records;
    }

    void write(int from, int to) {
      for (int i = from; i < to; i++) {
        stream((int) order[i]);
      }
      finish();
    }

    /// Writes a stream, in several records where it needs them.
    private void stream(int stream) {
      StreamState state = valid.state(stream);
      int end = valid.entryEnd(stream);
      int first = valid.firstEntry(stream);
      while (first < end) {
        int to = fitting(first, end, targetBytes - writer.rawBytes() - state.labels().length);
        if (to == first && !writer.isEmpty()) {
          finish();
          continue;
        }
        to = Math.max(to, first + 1);
        writer.stream(state.labels(), 0, state.labels().length, to - first);
        byte[] data = push.data();
        for (int entry = first; entry < to; entry++) {
          writer.entry(
              valid.timestamp(entry),
              data,
              valid.lineOffset(entry),
              valid.lineLength(entry),
              valid.mapData(entry),
              valid.mapOffset(entry),
              valid.mapLength(entry));
        }
        streamsInRecord++;
        hash = state.hash();
        first = to;
      }
    }

    /// The entry behind the last one of `[first, end)` that still fits.
    private int fitting(int first, int end, int room) {
      long left = room;
      for (int entry = first; entry < end; entry++) {
        left -= ENTRY_OVERHEAD + valid.lineLength(entry) + valid.mapLength(entry);
        if (left < 0) {
          return entry;
        }
      }
      return end;
    }

    private void finish() {
      int rawBytes = writer.rawBytes();
      records.add(new OutgoingRecord(partition, key(), writer.finish(tenant.utf8()), rawBytes));
      streamsInRecord = 0;
    }

    private byte[] key() {
      byte[] suffix =
          streamsInRecord == 1
              ? ("/" + HexFormat.of().toHexDigits(hash)).getBytes(US_ASCII)
              : SEVERAL;
      byte[] key = Arrays.copyOf(tenant.utf8(), tenant.utf8().length + suffix.length);
      System.arraycopy(suffix, 0, key, tenant.utf8().length, suffix.length);
      return key;
    }
  }
}
