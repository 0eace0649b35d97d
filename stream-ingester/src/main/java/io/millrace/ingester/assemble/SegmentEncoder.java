package io.millrace.ingester.assemble;

import io.millrace.schemas.catalog.SegmentId;
import io.millrace.schemas.chunks.ChunkPart;
import io.millrace.schemas.model.TenantId;
import io.millrace.store.segment.SegmentEncoding;
import io.millrace.store.segment.TenantSegmentEncoder;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Turns an ordered segment into the records of `chunks`: the pages and the summary of each tenant,
/// ascending, then the trailer. The same rows give the same bytes.
///
/// Keeps buffers and native memory between segments; used by one thread at a time.
public final class SegmentEncoder implements AutoCloseable {
  private static final byte[] NO_METADATA = {0};

  private final TenantSegmentEncoder tenantEncoder;
  private @Nullable Output output;

  public SegmentEncoder(SegmentEncoding encoding) {
    this.tenantEncoder = new TenantSegmentEncoder(encoding, this::page);
  }

  /// Hands the parts of the segment to `parts`, in their order.
  public void encode(
      SegmentId segment,
      SegmentRows rows,
      RowOrder order,
      long deadLettered,
      Consumer<ChunkPart> parts) {
    tenantEncoder.reset();
    Output out = new Output(segment, parts);
    output = out;
    for (int i = 0; i < order.streams(); i++) {
      SegmentStream stream = rows.stream(order.stream(i));
      if (!stream.tenant().equals(out.tenant)) {
        out.finishTenant(tenantEncoder);
        out.tenant = stream.tenant();
      }
      tenantEncoder.beginStream(stream.labels());
      for (int place = order.start(i); place < order.end(i); place++) {
        add(rows, order.row(place));
      }
    }
    out.finishTenant(tenantEncoder);
    parts.accept(
        new ChunkPart.Trailer(
            segment, out.sequence, out.tenants, order.rows(), deadLettered, order.duplicates()));
    output = null;
  }

  private void add(SegmentRows rows, int row) {
    byte[] bytes = rows.bytes(row);
    int metadataLength = rows.metadataLength(row);
    tenantEncoder.addRow(
        rows.timestamp(row),
        bytes,
        rows.lineAt(row),
        rows.lineLength(row),
        metadataLength == 0 ? NO_METADATA : bytes,
        metadataLength == 0 ? 0 : rows.metadataAt(row),
        metadataLength == 0 ? NO_METADATA.length : metadataLength);
  }

  private void page(byte[] payload) {
    Objects.requireNonNull(output, "a page outside of a segment").page(payload);
  }

  @Override
  public void close() {
    tenantEncoder.close();
  }

  /// Where the parts of one segment go.
  private static final class Output {
    private final SegmentId segment;
    private final Consumer<ChunkPart> parts;
    private @Nullable TenantId tenant;
    private int sequence;
    private int tenants;

    Output(SegmentId segment, Consumer<ChunkPart> parts) {
      this.segment = segment;
      this.parts = parts;
    }

    void page(byte[] payload) {
      TenantId owner = Objects.requireNonNull(tenant, "a page before the first tenant");
      parts.accept(new ChunkPart.Pages(segment, sequence++, owner, payload));
    }

    void finishTenant(TenantSegmentEncoder encoder) {
      TenantId owner = tenant;
      if (owner != null) {
        byte[] summary = encoder.finish();
        parts.accept(new ChunkPart.Summary(segment, sequence++, owner, summary));
        tenants++;
      }
    }
  }
}
