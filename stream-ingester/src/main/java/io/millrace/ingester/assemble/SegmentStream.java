package io.millrace.ingester.assemble;

import io.millrace.schemas.model.Labels;
import io.millrace.schemas.model.TenantId;
import java.util.Comparator;

/// A stream and its owner. Orders by tenant, then by the text of the labels.
public record SegmentStream(TenantId tenant, Labels labels) implements Comparable<SegmentStream> {
  private static final Comparator<SegmentStream> ORDER =
      Comparator.comparing(SegmentStream::tenant).thenComparing(SegmentStream::labels);

  @Override
  public int compareTo(SegmentStream other) {
    return ORDER.compare(this, other);
  }
}
