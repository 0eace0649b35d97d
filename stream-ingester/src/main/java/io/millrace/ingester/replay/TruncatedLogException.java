package io.millrace.ingester.replay;

import io.millrace.schemas.model.OffsetRange;

/// Records that are needed again have been deleted from the topic by its retention.
public final class TruncatedLogException extends RuntimeException {
  private final long beginning;

  public TruncatedLogException(OffsetRange range, long beginning) {
    super("%s is needed again, but the topic begins at %d".formatted(range, beginning));
    this.beginning = beginning;
  }

  /// The first offset that is there.
  public long beginning() {
    return beginning;
  }
}
