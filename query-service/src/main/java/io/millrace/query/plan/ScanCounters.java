package io.millrace.query.plan;

import java.util.concurrent.atomic.LongAdder;

/// What was read of one kind of place (objects, or the ingesters' memory) and what became of it.
/// Counted by many threads.
public final class ScanCounters {
  /// Slices that the index did not exclude, and those of them whose rows were looked at.
  public final LongAdder slices = new LongAdder();

  public final LongAdder slicesRead = new LongAdder();

  /// Rows that were looked at, and the bytes of their lines and metadata values.
  public final LongAdder lines = new LongAdder();

  public final LongAdder lineBytes = new LongAdder();
  public final LongAdder metadataBytes = new LongAdder();

  /// Rows that passed every filter.
  public final LongAdder passedLines = new LongAdder();

  /// Rows left out because an equal one was there already.
  public final LongAdder duplicates = new LongAdder();

  /// Bytes that came over the network, as they came, and how long that took.
  public final LongAdder fetchedBytes = new LongAdder();

  public final LongAdder fetchNanos = new LongAdder();
}
