package io.millrace.ingester.assemble;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.schemas.logs.LabelMapCodec;
import io.millrace.schemas.logs.LogBatchReader;
import io.millrace.schemas.logs.LogBatchVisitor;
import io.millrace.schemas.model.Labels;
import io.millrace.schemas.model.TenantId;
import io.millrace.schemas.wire.BadRecordException;
import io.millrace.schemas.wire.SchemaIds;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Decodes records of `logs` into an [OpenSegment], without an object for a row. Used by one thread
/// at a time; holds native memory until it is closed.
public final class RecordAppender implements AutoCloseable {
  private final LogBatchReader reader;
  private final Rows rows = new Rows();

  public RecordAppender(SchemaIds ids) {
    this.reader = new LogBatchReader(ids, LogBatchReader.DEFAULT_MAX_RAW_BYTES);
  }

  /// Appends the rows of a record and shows them to readers.
  ///
  /// @throws BadRecordException if the record cannot be read; nothing of it was appended
  /// @throws io.millrace.schemas.wire.RegistryUnavailableException if the record's schema is not
  ///   known and the registry does not answer
  public void append(byte @Nullable [] value, OpenSegment segment) throws BadRecordException {
    if (value == null) {
      throw new BadRecordException("record has no value");
    }
    rows.segment = segment;
    try {
      reader.read(value, rows);
    } finally {
      rows.segment = null;
    }
    segment.publish();
  }

  @Override
  public void close() {
    reader.close();
  }

  private static final class Rows implements LogBatchVisitor {
    private final StreamCache streams = new StreamCache();
    private @Nullable OpenSegment segment;
    private byte[] tenantBytes = new byte[0];
    private @Nullable TenantId tenant;
    private int stream;

    @Override
    public void tenant(byte[] data, int offset, int length) {
      if (tenant == null
          || !Arrays.equals(data, offset, offset + length, tenantBytes, 0, tenantBytes.length)) {
        tenantBytes = Arrays.copyOfRange(data, offset, offset + length);
        tenant = new TenantId(new String(tenantBytes, UTF_8));
      }
    }

    @Override
    public void stream(byte[] data, int labelsOffset, int labelsLength) {
      TenantId owner = Objects.requireNonNull(tenant, "a stream before the tenant");
      SegmentStream found = streams.find(owner, data, labelsOffset, labelsLength);
      if (found == null) {
        found = new SegmentStream(owner, labels(data, labelsOffset, labelsLength));
        streams.put(found, data, labelsOffset, labelsLength);
      }
      stream = target().streamId(found);
    }

    @Override
    public void entry(
        long timestamp,
        byte[] data,
        int lineOffset,
        int lineLength,
        byte[] metadata,
        int metadataOffset,
        int metadataLength) {
      target()
          .add(
              stream,
              timestamp,
              data,
              lineOffset,
              lineLength,
              metadata,
              metadataOffset,
              metadataLength);
    }

    private OpenSegment target() {
      return Objects.requireNonNull(segment, "a row outside of a record");
    }

    private static Labels labels(byte[] data, int offset, int length) {
      try {
        return Labels.of(LabelMapCodec.decode(data, offset, length));
      } catch (BadRecordException e) {
        throw new IllegalStateException("labels passed the check and cannot be decoded", e);
      }
    }
  }
}
