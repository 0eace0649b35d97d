package io.millrace.store.rows;

import io.millrace.schemas.model.Labels;
import java.io.IOException;

/// Some rows of one or several streams of one tenant. Rows of a stream stand together (a *run*), in
/// the order (timestamp, arrival); runs stand in the order of their labels. Only the rows of runs
/// count: where a query chose some streams of a page, the columns hold the rows of the others too,
/// between the runs.
///
/// What [#rows()] to [#maxTimestamp()] tell is at hand. The columns are fetched and decoded when
/// first asked for, and a caller that needs no text never pays for it. The arrays belong to the
/// slice: callers read them and do not keep them longer than the slice. A slice is used by one
/// thread at a time.
public interface Slice {
  /// How many rows the columns have, those outside the runs included.
  int rows();

  /// Bytes of the lines and of the metadata values.
  long rawBytes();

  /// Nanoseconds since the epoch, inclusive.
  long minTimestamp();

  /// Nanoseconds since the epoch, inclusive.
  long maxTimestamp();

  /// How many streams have rows here.
  int runs();

  Labels labels(int run);

  /// The first row of `run`.
  int firstRow(int run);

  /// The row behind the last one of `run`.
  int endRow(int run);

  /// Nanoseconds since the epoch, one for each row.
  long[] timestamps() throws IOException;

  LineColumn lines() throws IOException;

  MetadataColumn metadata() throws IOException;

  /// Lets go of the columns: they are fetched and decoded anew where somebody asks again. What was
  /// handed out stays valid for whoever holds it.
  default void release() {}
}
