package io.millrace.query.plan;

import java.util.concurrent.atomic.LongAdder;

/// What a query has cost so far. Counted by many threads while it runs, read when it is done.
public final class QueryStats {
  private final ScanCounters objects = new ScanCounters();
  private final ScanCounters recent = new ScanCounters();

  /// Ingesters that were asked.
  public final LongAdder ingesters = new LongAdder();

  /// Parts of time that the query was split into.
  public final LongAdder splits = new LongAdder();

  /// What was read from the bucket.
  public ScanCounters objects() {
    return objects;
  }

  /// What was read from the ingesters' memory.
  public ScanCounters recent() {
    return recent;
  }

  public ScanCounters of(boolean isRecent) {
    return isRecent ? recent : objects;
  }

  public long lines() {
    return objects.lines.sum() + recent.lines.sum();
  }

  public long lineBytes() {
    return objects.lineBytes.sum() + recent.lineBytes.sum();
  }

  public long metadataBytes() {
    return objects.metadataBytes.sum() + recent.metadataBytes.sum();
  }

  public long passedLines() {
    return objects.passedLines.sum() + recent.passedLines.sum();
  }
}
