package io.millrace.flusher.assemble;

import io.millrace.schemas.catalog.SegmentId;
import io.millrace.schemas.chunks.ChunkPart;
import io.millrace.schemas.chunks.ChunkPart.Pages;
import io.millrace.schemas.chunks.ChunkPart.Summary;
import io.millrace.schemas.chunks.ChunkPart.Trailer;
import io.millrace.schemas.model.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The segment that is arriving in one partition of `chunks`. Used by one thread.
public final class PartitionAssembly {
  private final int partition;
  private @Nullable SegmentId segment;
  private int parts;
  private long bytes;
  private final List<TenantPages> tenants = new ArrayList<>();
  private @Nullable TenantId tenant;
  private final List<byte[]> pages = new ArrayList<>();

  public PartitionAssembly(int partition) {
    this.partition = partition;
  }

  /// Bytes of the payloads held for the open segment.
  public long bytes() {
    return bytes;
  }

  /// Takes the record that stands at `offset`, and its payload. Gives the segment if this was its
  /// end; the assembly is then empty again.
  ///
  /// @throws BrokenSegmentException if the record does not continue what is there
  public Optional<ClosedSegment> add(ChunkPart part, long offset) throws BrokenSegmentException {
    begin(part);
    return switch (part) {
      case Pages(_, _, var owner, var payload) -> {
        addPages(owner, payload);
        yield Optional.empty();
      }
      case Summary(_, _, var owner, var payload) -> {
        endTenant(owner, payload);
        yield Optional.empty();
      }
      case Trailer trailer -> Optional.of(close(trailer, offset + 1));
    };
  }

  private void begin(ChunkPart part) throws BrokenSegmentException {
    SegmentId open = segment;
    if (open != null && !open.equals(part.segment())) {
      throw new BrokenSegmentException(
          "segment %s ends without trailer after %d parts, then comes segment %s"
              .formatted(open, parts, part.segment()));
    }
    if (part.sequence() != parts) {
      throw new BrokenSegmentException(
          "segment %s needs part %d, found part %d"
              .formatted(part.segment(), parts, part.sequence()));
    }
    if (part.segment().range().partition() != partition) {
      throw new BrokenSegmentException(
          "partition %d holds segment %s of another partition"
              .formatted(partition, part.segment()));
    }
    segment = part.segment();
    parts++;
  }

  private void addPages(TenantId owner, byte[] payload) throws BrokenSegmentException {
    TenantId open = tenant;
    if (open == null) {
      checkOrder(owner);
    } else if (!open.equals(owner)) {
      throw new BrokenSegmentException(
          "segment %s has pages of tenant %s before the summary of tenant %s"
              .formatted(segment, owner, open));
    }
    tenant = owner;
    pages.add(payload);
    bytes += payload.length;
  }

  private void endTenant(TenantId owner, byte[] summary) throws BrokenSegmentException {
    TenantId open = tenant;
    if (open == null || !open.equals(owner)) {
      throw new BrokenSegmentException(
          "segment %s has a summary of tenant %s behind pages of %s"
              .formatted(segment, owner, open == null ? "nobody" : "tenant " + open));
    }
    tenants.add(new TenantPages(owner, pages, summary));
    bytes += summary.length;
    pages.clear();
    tenant = null;
  }

  private void checkOrder(TenantId owner) throws BrokenSegmentException {
    if (!tenants.isEmpty() && tenants.getLast().tenant().compareTo(owner) >= 0) {
      throw new BrokenSegmentException(
          "segment %s has tenant %s behind tenant %s"
              .formatted(segment, owner, tenants.getLast().tenant()));
    }
  }

  private ClosedSegment close(Trailer trailer, long nextOffset) throws BrokenSegmentException {
    TenantId open = tenant;
    if (open != null) {
      throw new BrokenSegmentException(
          "segment %s ends without the summary of tenant %s".formatted(segment, open));
    }
    if (tenants.size() != trailer.tenants()) {
      throw new BrokenSegmentException(
          "segment %s announces %d tenants, found %d"
              .formatted(segment, trailer.tenants(), tenants.size()));
    }
    var closed = new ClosedSegment(trailer, tenants, nextOffset);
    tenants.clear();
    segment = null;
    parts = 0;
    bytes = 0;
    return closed;
  }
}
