package io.millrace.gateway.validate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The errors of one push, equal ones together. Only so many different ones are kept.
final class RejectionSummary {
  private static final int MAX_DISTINCT = 100;

  private final Map<String, Integer> counts = new LinkedHashMap<>();
  private int total;

  void add(String message) {
    total++;
    if (counts.size() < MAX_DISTINCT || counts.containsKey(message)) {
      counts.merge(message, 1, Integer::sum);
    }
  }

  boolean isEmpty() {
    return total == 0;
  }

  /// A single error as it is; several with their numbers.
  String text() {
    if (total == 1) {
      return counts.keySet().iterator().next();
    }
    List<String> parts = new ArrayList<>();
    counts.forEach((message, count) -> parts.add("%d errors like: %s".formatted(count, message)));
    return String.join("; ", parts);
  }
}
