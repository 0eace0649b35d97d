package io.millrace.query.source;

import io.millrace.query.plan.QueryContext;
import io.millrace.schemas.model.LabelMatcher;
import java.io.IOException;
import java.util.List;

/// The rows of one tenant, or of several as if they were one. Safe for use by many threads; calls
/// block and observe the context's deadline.
public interface RowSource {
  /// What may hold rows that are asked for. Indexes are read here, pages when they are loaded.
  ///
  /// @throws io.millrace.query.plan.QueryException if some of the data cannot be read
  RowSet rows(RowRequest request, QueryContext context) throws IOException, InterruptedException;

  /// The streams that satisfy all `matchers` and have rows with `from <= timestamp < to`, as far as
  /// an index tells: a stream whose span of time meets that range may be among them without having
  /// a row in it. A stream can stand there several times, once for each place that has rows of it.
  List<StreamSummary> streams(List<LabelMatcher> matchers, long from, long to, QueryContext context)
      throws IOException, InterruptedException;
}
