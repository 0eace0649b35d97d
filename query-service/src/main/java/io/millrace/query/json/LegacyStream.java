package io.millrace.query.json;

import java.util.List;

/// A stream of an answer of `/api/prom/query`: its labels as text, and its lines.
public record LegacyStream(String labels, List<Entry> entries) {
  public LegacyStream {
    entries = List.copyOf(entries);
  }

  /// `time` is RFC 3339 with as many digits of a second as it needs, `line` UTF-8.
  public record Entry(String time, byte[] line) {}
}
