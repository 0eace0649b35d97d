package io.millrace.benchmarks.gateway;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.gateway.decode.DecodeException;
import io.millrace.gateway.decode.DecodedPush;
import io.millrace.gateway.decode.ProtobufDecoder;
import io.millrace.gateway.limits.ByteBudget;
import io.millrace.gateway.limits.ByteBudget.ExhaustedException;
import io.millrace.gateway.limits.Tenant;
import io.millrace.gateway.limits.TenantLimits;
import io.millrace.gateway.limits.Tenants;
import io.millrace.gateway.metrics.GatewayMetrics;
import io.millrace.gateway.produce.OutgoingRecord;
import io.millrace.gateway.produce.RecordEncoder;
import io.millrace.gateway.validate.PushValidator;
import io.millrace.gateway.validate.StreamCache;
import io.millrace.gateway.validate.ValidPush;
import io.millrace.runtime.Settings;
import io.millrace.schemas.logs.BatchCodec;
import io.millrace.schemas.logs.LogBatchReader;
import io.millrace.schemas.logs.LogBatchVisitor;
import io.millrace.schemas.model.TenantId;
import io.millrace.schemas.partition.LogPartitioner;
import io.millrace.schemas.wire.BadRecordException;
import io.millrace.schemas.wire.BuiltInSchemaIds;
import io.millrace.schemas.wire.WireFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// The gateway's work on one push, in steps that can be run one without the next. For one thread.
public final class GatewaySteps implements AutoCloseable {
  private static final int PARTITIONS = 4;

  private final ProtobufDecoder decoder = new ProtobufDecoder();
  private final DecodedPush decoded = new DecodedPush();
  private final ValidPush valid = new ValidPush();
  private final ByteBudget budget = new ByteBudget(1L << 40);
  private final ZstdCompressCtx zstd = new ZstdCompressCtx().setLevel(1);
  private final LogBatchReader reader =
      new LogBatchReader(new BuiltInSchemaIds(), LogBatchReader.DEFAULT_MAX_RAW_BYTES);
  private final Counting counting = new Counting();
  private final Instant now;
  private final Tenant tenant;
  private final PushValidator validator;
  private final RecordEncoder encoder;
  private final LogPartitioner partitioner;
  private byte[] packed = new byte[0];

  /// `settings` are limits, `now` is when the lines arrive.
  public GatewaySteps(Map<String, String> settings, Instant now, BatchCodec codec) {
    this.now = now;
    TenantLimits limits = TenantLimits.from(new Settings(settings));
    this.tenant = new Tenants(_ -> limits).get(new TenantId("bench"));
    this.validator =
        new PushValidator(
            new StreamCache(32 << 20),
            new GatewayMetrics(new SimpleMeterRegistry()),
            Duration.ofHours(1));
    this.encoder = new RecordEncoder(WireFormat.LOG_BATCH, codec, 4 << 20);
    this.partitioner = LogPartitioner.of(tenant.id(), PARTITIONS, 0);
  }

  /// Unpacks and walks; returns the entries.
  public int decode(byte[] body) {
    try (var lease = budget.lease()) {
      decoder.decode(body, body.length, 1L << 30, decoded, lease);
      return decoded.entryCount();
    } catch (DecodeException | ExhaustedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Judges what was decoded last; returns the entries accepted.
  public int validate() {
    try {
      validator.validate(tenant, "loki", decoded, now, valid);
      return valid.entryCount();
    } catch (DecodeException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Writes the records of what was accepted last.
  public List<OutgoingRecord> encode() {
    return encoder.encode(tenant, partitioner, decoded, valid);
  }

  /// Reads a record as the ingester does; returns its lines' bytes.
  public long read(OutgoingRecord record) {
    try {
      counting.bytes = 0;
      reader.read(record.value(), counting);
      return counting.bytes;
    } catch (BadRecordException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The reference: plain zstd of level 1.
  public int zstd(byte[] lines) {
    int bound = (int) Zstd.compressBound(lines.length);
    if (packed.length < bound) {
      packed = new byte[bound];
    }
    return zstd.compressByteArray(packed, 0, bound, lines, 0, lines.length);
  }

  @Override
  public void close() {
    encoder.close();
    reader.close();
    zstd.close();
  }

  private static final class Counting implements LogBatchVisitor {
    private long bytes;

    @Override
    public void tenant(byte[] data, int offset, int length) {
      bytes += 0;
    }

    @Override
    public void stream(byte[] data, int labelsOffset, int labelsLength) {
      bytes += 0;
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
      bytes += lineLength;
    }
  }
}
