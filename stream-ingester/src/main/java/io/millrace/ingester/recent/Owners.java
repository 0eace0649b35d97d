package io.millrace.ingester.recent;

import java.util.Map;

/// Which process owns which partition of `logs`.
@FunctionalInterface
public interface Owners {
  /// `host:port` by partition; a partition without an owner is not there.
  Map<Integer, String> byPartition();
}
