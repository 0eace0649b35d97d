package io.millrace.query.exec;

import io.millrace.query.plan.Direction;
import io.millrace.query.plan.LogPlan;
import io.millrace.query.plan.QueryContext;
import io.millrace.store.rows.Slice;
import java.util.ArrayList;
import java.util.List;

/// The first entries that are at least an interval apart. Which ones they are depends on every
/// earlier one, so candidates wait until no slice is left that could have an earlier one.
final class SpacedEntries implements EntryCollector {
  private final LogPlan plan;
  private final List<ScanUnit> units;
  private final QueryContext context;
  private final List<Candidate> kept = new ArrayList<>();
  private List<Candidate> waiting = new ArrayList<>();
  private volatile boolean done;

  /// `units` in the direction of the query.
  SpacedEntries(LogPlan plan, List<ScanUnit> units, QueryContext context) {
    this.plan = plan;
    this.units = units;
    this.context = context;
  }

  @Override
  public int limit() {
    return Integer.MAX_VALUE;
  }

  @Override
  public boolean wants(Slice slice) {
    return !done;
  }

  @Override
  public long from() {
    return plan.start();
  }

  @Override
  public long to() {
    return plan.end();
  }

  @Override
  public void add(CandidateHeap candidates, int position) {
    waiting.addAll(candidates.drain());
    waiting.sort(Candidate.order(plan.direction()));
    int settled = 0;
    while (settled < waiting.size() && isSettled(waiting.get(settled), position)) {
      take(waiting.get(settled++));
    }
    waiting = new ArrayList<>(waiting.subList(settled, waiting.size()));
  }

  private boolean isSettled(Candidate candidate, int position) {
    if (position >= units.size()) {
      return true;
    }
    Slice next = units.get(position).slice();
    return plan.direction() == Direction.FORWARD
        ? candidate.timestamp() < next.minTimestamp()
        : candidate.timestamp() > next.maxTimestamp();
  }

  private void take(Candidate candidate) {
    boolean farEnough =
        kept.isEmpty()
            || Math.abs(candidate.timestamp() - kept.getLast().timestamp()) >= plan.interval();
    if (farEnough && kept.size() < plan.limit()) {
      kept.add(candidate);
    } else {
      context.release(candidate.heldBytes());
    }
    done = kept.size() >= plan.limit();
  }

  @Override
  public List<Candidate> finish() {
    waiting.forEach(this::take);
    return kept;
  }
}
