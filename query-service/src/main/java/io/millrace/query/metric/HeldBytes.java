package io.millrace.query.metric;

import io.millrace.query.plan.QueryContext;

/// How much memory the partial results of one worker hold. Counted here without a lock and told to
/// the query from time to time.
final class HeldBytes {
  private long bytes;
  private long told;

  void add(long more) {
    bytes += more;
  }

  /// Accounts what came since the last time, and `others` bytes held elsewhere, to the query.
  void tell(QueryContext context, long others) {
    long now = bytes + others;
    context.reserve(now - told);
    told = now;
  }
}
