package io.millrace.ingester.recent;

import io.millrace.ingester.assemble.RowOrder;
import io.millrace.ingester.assemble.SegmentRows;
import io.millrace.store.rows.Slice;
import java.io.IOException;

/// Looks through the segments of one partition and sends what a request wants of them. One thread.
interface Finder {
  /// Looks at the streams of `order` that the request wants.
  void look(SegmentRows rows, RowOrder order) throws IOException;

  /// Looks at a slice of the request's tenant.
  void look(Slice slice) throws IOException;

  /// Sends what is left.
  void finish() throws IOException;
}
