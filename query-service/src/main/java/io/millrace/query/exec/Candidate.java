package io.millrace.query.exec;

import io.millrace.query.plan.Direction;
import io.millrace.query.row.LabelSet;
import java.util.Comparator;

/// A row that may be in a log answer.
///
/// @param stream the hash of its stream, as [StreamHash] says
/// @param arrival ascends with the order of arrival within a stream
record Candidate(long timestamp, long stream, long arrival, byte[] line, LabelSet labels) {
  private static final Comparator<Candidate> BY_TIME =
      Comparator.comparingLong(Candidate::timestamp);
  private static final Comparator<Candidate> BY_STREAM =
      (a, b) -> Long.compareUnsigned(a.stream, b.stream);
  private static final Comparator<Candidate> BY_ARRIVAL =
      Comparator.comparingLong(Candidate::arrival);
  private static final long OBJECT_BYTES = 96;

  /// The order of an answer: by time. Rows of equal time stand by the hash of their stream, upwards
  /// in either direction, and those of one stream by arrival, as in Loki.
  static Comparator<Candidate> order(Direction direction) {
    return switch (direction) {
      case FORWARD -> BY_TIME.thenComparing(BY_STREAM).thenComparing(BY_ARRIVAL);
      case BACKWARD ->
          BY_TIME.reversed().thenComparing(BY_STREAM).thenComparing(BY_ARRIVAL.reversed());
    };
  }

  /// What it costs to hold, in bytes.
  long heldBytes() {
    return OBJECT_BYTES + line.length;
  }
}
