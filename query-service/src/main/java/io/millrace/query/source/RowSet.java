package io.millrace.query.source;

import io.millrace.query.plan.QueryContext;
import io.millrace.store.object.Column;
import io.millrace.store.rows.Slice;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/// The slices that may hold rows of an answer, in parts. Slices can have more rows than were asked
/// for: rows outside the time range, or whose text does not fit.
public interface RowSet {
  /// In the order of arrival: of two equal rows in different parts the one in the earlier part came
  /// first.
  List<RowPart> parts();

  /// Fetches columns of slices so that reading them later costs no more than decoding. Slices may
  /// be of several parts. Blocks.
  void load(List<Slice> slices, Set<Column> columns, QueryContext context) throws IOException;
}
