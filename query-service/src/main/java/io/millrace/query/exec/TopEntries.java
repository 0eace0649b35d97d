package io.millrace.query.exec;

import io.millrace.query.plan.Direction;
import io.millrace.query.plan.LogPlan;
import io.millrace.query.plan.QueryContext;
import io.millrace.store.rows.Slice;
import java.util.List;

/// The first `limit` entries. Once there are so many, everything behind the last of them is out.
final class TopEntries implements EntryCollector {
  private final CandidateHeap top;
  private final int limit;
  private final boolean forward;
  private volatile long from;
  private volatile long to;

  TopEntries(LogPlan plan, QueryContext context) {
    this.limit = plan.limit();
    this.forward = plan.direction() == Direction.FORWARD;
    this.top = new CandidateHeap(limit, plan.direction(), context);
    this.from = plan.start();
    this.to = plan.end();
  }

  @Override
  public int limit() {
    return limit;
  }

  @Override
  public boolean wants(Slice slice) {
    return slice.maxTimestamp() >= from && slice.minTimestamp() < to;
  }

  @Override
  public long from() {
    return from;
  }

  @Override
  public long to() {
    return to;
  }

  /// Says that at least `limit` rows of the answer are at this time or come earlier in its order.
  void narrow(long time) {
    if (forward) {
      to = Math.min(to, time + 1);
    } else {
      from = Math.max(from, time);
    }
  }

  @Override
  public void add(CandidateHeap candidates, int position) {
    top.offerAll(candidates);
    if (top.isFull()) {
      narrow(top.lastTime());
    }
  }

  @Override
  public List<Candidate> finish() {
    return top.drain();
  }
}
