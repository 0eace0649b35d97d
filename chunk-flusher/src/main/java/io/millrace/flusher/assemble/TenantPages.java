package io.millrace.flusher.assemble;

import io.millrace.schemas.model.TenantId;
import java.util.List;

/// One tenant's part of a closed segment. The arrays belong to whoever holds the record.
public record TenantPages(TenantId tenant, List<byte[]> pages, byte[] summary) {
  public TenantPages {
    pages = List.copyOf(pages);
  }

  /// Bytes of all payloads.
  public long bytes() {
    long sum = summary.length;
    for (byte[] page : pages) {
      sum += page.length;
    }
    return sum;
  }
}
