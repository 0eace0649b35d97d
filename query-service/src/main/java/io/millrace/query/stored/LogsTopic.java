package io.millrace.query.stored;

import io.millrace.query.plan.QueryContext;
import java.util.List;

/// The topic `logs` as Kafka describes it. Safe for use by many threads.
public interface LogsTopic {
  /// The state of the topic, at most a few seconds old.
  ///
  /// @throws io.millrace.query.plan.QueryException if Kafka does not say
  State state(QueryContext context) throws InterruptedException;

  /// The topic's id, and for each partition the first offset that it still has.
  record State(String topicId, List<Long> firstOffsets) {
    public State {
      firstOffsets = List.copyOf(firstOffsets);
    }
  }
}
