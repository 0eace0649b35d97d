package io.millrace.schemas.chunks;

import io.millrace.schemas.catalog.SegmentId;
import io.millrace.schemas.catalog.SegmentIdCodec;
import io.millrace.schemas.chunks.ChunkPart.Pages;
import io.millrace.schemas.chunks.ChunkPart.Summary;
import io.millrace.schemas.chunks.ChunkPart.Trailer;
import io.millrace.schemas.model.TenantId;
import io.millrace.schemas.wire.AvroSerde;
import io.millrace.schemas.wire.BuiltInSchemaIds;
import io.millrace.schemas.wire.SchemaIds;
import io.millrace.schemas.wire.WireFormat;
import java.io.IOException;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.Encoder;

/// [ChunkPart] as `ChunkPart.avsc`, version 1. A payload is copied once each way. Safe for use by
/// many threads.
public final class ChunkPartSerde extends AvroSerde<ChunkPart> {
  private static final int PAGES = 0;
  private static final int SUMMARY = 1;
  private static final int TRAILER = 2;

  /// Without a schema registry.
  public ChunkPartSerde() {
    this(new BuiltInSchemaIds());
  }

  public ChunkPartSerde(SchemaIds ids) {
    super(ids, "/avro/ChunkPart.avsc", WireFormat.CHUNK_PART);
  }

  @Override
  protected void write(ChunkPart part, Encoder out) throws IOException {
    SegmentIdCodec.write(part.segment(), out);
    out.writeInt(part.sequence());
    switch (part) {
      case Pages pages -> writeHead(PAGES, pages.tenant(), pages.payload(), out);
      case Summary summary -> writeHead(SUMMARY, summary.tenant(), summary.payload(), out);
      case Trailer trailer -> {
        out.writeIndex(TRAILER);
        out.writeInt(trailer.tenants());
        out.writeLong(trailer.rows());
        out.writeLong(trailer.deadLettered());
        out.writeLong(trailer.duplicates());
      }
    }
  }

  @Override
  protected byte[] tail(ChunkPart part) {
    return switch (part) {
      case Pages pages -> pages.payload();
      case Summary summary -> summary.payload();
      case Trailer _ -> NOTHING;
    };
  }

  @Override
  protected ChunkPart read(BinaryDecoder in) throws IOException {
    SegmentId segment = SegmentIdCodec.read(in);
    int sequence = in.readInt();
    int branch = in.readIndex();
    return switch (branch) {
      case PAGES ->
          new Pages(segment, sequence, new TenantId(in.readString()), readBytes("payload", in));
      case SUMMARY ->
          new Summary(segment, sequence, new TenantId(in.readString()), readBytes("payload", in));
      case TRAILER ->
          new Trailer(segment, sequence, in.readInt(), in.readLong(), in.readLong(), in.readLong());
      default -> throw new IOException("part has branches 0 to 2, found " + branch);
    };
  }

  private static void writeHead(int branch, TenantId tenant, byte[] payload, Encoder out)
      throws IOException {
    out.writeIndex(branch);
    out.writeString(tenant.value());
    out.writeLong(payload.length);
  }
}
