package io.millrace.store.object;

/// What a selection left out and why, in slices and in raw bytes. A slice counts once: by time,
/// else by label, else by filter.
public record SelectStats(
    int slices,
    int prunedByTime,
    int prunedByLabels,
    int prunedByFilter,
    long bytes,
    long bytesPrunedByTime,
    long bytesPrunedByLabels,
    long bytesPrunedByFilter) {
  public static final SelectStats NONE = new SelectStats(0, 0, 0, 0, 0, 0, 0, 0);

  public SelectStats plus(SelectStats other) {
    return new SelectStats(
        slices + other.slices,
        prunedByTime + other.prunedByTime,
        prunedByLabels + other.prunedByLabels,
        prunedByFilter + other.prunedByFilter,
        bytes + other.bytes,
        bytesPrunedByTime + other.bytesPrunedByTime,
        bytesPrunedByLabels + other.bytesPrunedByLabels,
        bytesPrunedByFilter + other.bytesPrunedByFilter);
  }
}
