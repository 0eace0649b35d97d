package io.millrace.ingester.recent;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.ingester.assemble.SegmentStream;
import io.millrace.schemas.model.LabelMatcher;
import io.millrace.schemas.model.Labels;
import io.millrace.schemas.model.TenantId;
import io.millrace.schemas.recent.RecentRequest;
import java.util.List;

/// Which rows a request wants. Safe for use by many threads.
final class RowFilter {
  private final TenantId tenant;
  private final List<LabelMatcher> matchers;
  private final long fromTimestamp;
  private final long toTimestamp;
  private final byte[][] literals;

  RowFilter(RecentRequest request) {
    this.tenant = request.tenant();
    this.matchers = request.matchers();
    this.fromTimestamp = request.fromTimestamp();
    this.toTimestamp = request.toTimestamp();
    this.literals =
        request.requiredLiterals().stream()
            .filter(literal -> !literal.isEmpty())
            .map(literal -> literal.getBytes(UTF_8))
            .toArray(byte[][]::new);
  }

  TenantId tenant() {
    return tenant;
  }

  /// Nanoseconds, inclusive.
  long fromTimestamp() {
    return fromTimestamp;
  }

  /// Nanoseconds, exclusive.
  long toTimestamp() {
    return toTimestamp;
  }

  boolean wants(SegmentStream stream) {
    return stream.tenant().equals(tenant) && wants(stream.labels());
  }

  boolean wants(Labels labels) {
    for (LabelMatcher matcher : matchers) {
      if (!matcher.matches(labels)) {
        return false;
      }
    }
    return true;
  }

  /// Whether a row whose line and metadata are these bytes may be an answer.
  boolean mayMatch(byte[] bytes, int at, int length) {
    for (byte[] literal : literals) {
      if (!contains(bytes, at, at + length, literal)) {
        return false;
      }
    }
    return true;
  }

  private static boolean contains(byte[] bytes, int from, int to, byte[] literal) {
    byte first = literal[0];
    int last = literal.length - 1;
    byte tail = literal[last];
    int end = to - last;
    for (int i = from; i < end; i++) {
      if (bytes[i] == first && bytes[i + last] == tail && equal(bytes, i, literal)) {
        return true;
      }
    }
    return false;
  }

  private static boolean equal(byte[] bytes, int at, byte[] literal) {
    for (int i = 1; i < literal.length - 1; i++) {
      if (bytes[at + i] != literal[i]) {
        return false;
      }
    }
    return true;
  }
}
