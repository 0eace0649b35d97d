package io.millrace.query.exec;

import io.millrace.query.plan.Direction;
import io.millrace.query.plan.QueryContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/// The first `limit` of the candidates that were offered, in the order of the answer. Their memory
/// is accounted to the query. Not safe for use by several threads.
final class CandidateHeap {
  private final int limit;
  private final Direction direction;
  private final QueryContext context;
  private final PriorityQueue<Candidate> lastFirst;
  private final Comparator<Candidate> order;

  CandidateHeap(int limit, Direction direction, QueryContext context) {
    this.limit = limit;
    this.direction = direction;
    this.context = context;
    this.order = Candidate.order(direction);
    this.lastFirst = new PriorityQueue<>(order.reversed());
  }

  boolean isFull() {
    return lastFirst.size() >= limit;
  }

  /// Whether a candidate of this time can be among the first.
  boolean accepts(long timestamp) {
    return !isFull()
        || (direction == Direction.FORWARD ? timestamp <= lastTime() : timestamp >= lastTime());
  }

  /// The time of the last candidate. There must be one.
  long lastTime() {
    return lastFirst.element().timestamp();
  }

  void offer(Candidate candidate) {
    if (isFull()) {
      if (order.compare(candidate, lastFirst.element()) >= 0) {
        return;
      }
      context.release(lastFirst.remove().heldBytes());
    }
    context.reserve(candidate.heldBytes());
    lastFirst.add(candidate);
  }

  /// Takes over the candidates of `other`, which is empty afterwards.
  void offerAll(CandidateHeap other) {
    for (Candidate candidate : other.lastFirst) {
      context.release(candidate.heldBytes());
      offer(candidate);
    }
    other.lastFirst.clear();
  }

  /// The candidates in the order of the answer; none is left here.
  List<Candidate> drain() {
    List<Candidate> sorted = new ArrayList<>(lastFirst);
    sorted.sort(order);
    lastFirst.clear();
    return sorted;
  }
}
