package io.millrace.schemas.recent;

import io.millrace.schemas.model.LabelMatcher;
import io.millrace.schemas.model.TenantId;
import java.util.List;
import java.util.Map;

/// Rows of `tenant` with `fromTimestamp <= timestamp < toTimestamp` (nanoseconds) in streams that
/// satisfy all `matchers`, out of the segments whose first offset is at or above `fromOffsets` of
/// their partition. `requiredLiterals` is a hint: rows that have one of them neither in the line
/// nor in a metadata value may be left out.
///
/// Only the partitions of `fromOffsets` are meant. A partition's offset is the watermark that the
/// asker's view of the catalog has, or the partition's first offset where nothing is published.
public record RecentRequest(
    Kind kind,
    TenantId tenant,
    List<LabelMatcher> matchers,
    long fromTimestamp,
    long toTimestamp,
    List<String> requiredLiterals,
    Map<Integer, Long> fromOffsets) {
  /// What is wanted of the rows.
  public enum Kind {
    /// The rows themselves.
    ROWS,
    /// Which streams have such rows, and how many; hints about text are not looked at.
    STREAMS
  }

  public RecentRequest {
    matchers = List.copyOf(matchers);
    requiredLiterals = List.copyOf(requiredLiterals);
    fromOffsets = Map.copyOf(fromOffsets);
  }

  /// Asks for the rows.
  public RecentRequest(
      TenantId tenant,
      List<LabelMatcher> matchers,
      long fromTimestamp,
      long toTimestamp,
      List<String> requiredLiterals,
      Map<Integer, Long> fromOffsets) {
    this(Kind.ROWS, tenant, matchers, fromTimestamp, toTimestamp, requiredLiterals, fromOffsets);
  }
}
