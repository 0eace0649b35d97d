package io.millrace.schemas.recent;

import io.millrace.schemas.model.LabelMatcher;
import io.millrace.schemas.model.TenantId;
import java.util.List;
import java.util.Map;

/// Rows of `tenant` with `fromTimestamp <= timestamp < toTimestamp` (nanoseconds) in streams that
/// satisfy all `matchers`, out of the segments whose first offset is at or above `fromOffsets` of
/// their partition. `requiredLiterals` is a hint: lines that lack one of them may be left out.
public record RecentRequest(
    TenantId tenant,
    List<LabelMatcher> matchers,
    long fromTimestamp,
    long toTimestamp,
    List<String> requiredLiterals,
    Map<Integer, Long> fromOffsets) {
  public RecentRequest {
    matchers = List.copyOf(matchers);
    requiredLiterals = List.copyOf(requiredLiterals);
    fromOffsets = Map.copyOf(fromOffsets);
  }
}
