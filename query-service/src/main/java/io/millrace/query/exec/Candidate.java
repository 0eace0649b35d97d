package io.millrace.query.exec;

import io.millrace.query.plan.Direction;
import io.millrace.query.row.LabelSet;
import java.util.Comparator;

/// A row that may be in a log answer.
///
/// @param stream the labels of its stream, as text
/// @param arrival ascends with the order of arrival within a stream
record Candidate(long timestamp, String stream, long arrival, byte[] line, LabelSet labels) {
  private static final Comparator<Candidate> FORWARD =
      Comparator.comparingLong(Candidate::timestamp)
          .thenComparing(Candidate::stream)
          .thenComparingLong(Candidate::arrival);
  private static final long OBJECT_BYTES = 96;

  /// The order of an answer: by time; rows of equal time by stream and arrival.
  static Comparator<Candidate> order(Direction direction) {
    return direction == Direction.FORWARD ? FORWARD : FORWARD.reversed();
  }

  /// What it costs to hold, in bytes.
  long heldBytes() {
    return OBJECT_BYTES + line.length;
  }
}
