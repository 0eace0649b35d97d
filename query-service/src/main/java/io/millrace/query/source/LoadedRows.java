package io.millrace.query.source;

import io.millrace.query.plan.QueryContext;
import io.millrace.store.object.Column;
import io.millrace.store.rows.Slice;
import java.util.List;
import java.util.Set;

/// Parts whose columns are in memory already.
record LoadedRows(List<RowPart> parts) implements RowSet {
  LoadedRows {
    parts = List.copyOf(parts);
  }

  @Override
  public void load(List<Slice> slices, Set<Column> columns, QueryContext context) {}
}
