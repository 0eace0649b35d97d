package io.millrace.schemas.recent;

import io.millrace.schemas.model.Labels;
import io.millrace.schemas.model.OffsetRange;
import java.util.List;

/// One piece of an answer to a [RecentRequest]. The frames of a partition come together: what was
/// found, then exactly one [Covered] or [Missing]. Rows count only once the partition's [Covered]
/// is there.
public sealed interface RecentFrame {
  /// Rows: a frame of `io.millrace.store.rows.SliceCodec`.
  record Rows(byte[] payload) implements RecentFrame {}

  /// Streams that have rows of the asked time; a stream may come several times, for different rows.
  record Streams(List<StreamRows> streams) implements RecentFrame {
    public Streams {
      streams = List.copyOf(streams);
    }
  }

  /// All rows of these offsets that were asked for have been sent. The range begins where it was
  /// asked to, or later: then the rows before it are neither published nor with the ingester any
  /// more (its memory and disk were full, or they were there before it), and have to be read from
  /// `logs`.
  record Covered(OffsetRange range) implements RecentFrame {}

  /// This process cannot speak for the partition from the asked offset on. Nothing that was sent
  /// for it counts.
  record Missing(int partition, long fromOffset, Reason reason) implements RecentFrame {}

  /// The answer ends here, for a fault of the ingester.
  record Failed(String message) implements RecentFrame {}

  /// Rows of one stream. `rawBytes` are those of its lines and metadata, the timestamps
  /// nanoseconds, both inclusive.
  record StreamRows(
      Labels labels, long rows, long rawBytes, long minTimestamp, long maxTimestamp) {}

  /// Why a partition is not covered, and what to do.
  enum Reason {
    /// Another process owns it, or none at the moment: ask for the owners again.
    NOT_OWNED,
    /// The owner is still reading its rows again: ask again.
    STARTING,
    /// The owner has not read that far: ask again.
    BEHIND,
    /// Published and let go since: refresh the catalog.
    PUBLISHED,
    /// No segment begins there: refresh the catalog.
    NO_BOUNDARY
  }
}
