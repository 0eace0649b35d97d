package io.millrace.ingester.recent;

import io.millrace.ingester.assemble.RowOrder;
import io.millrace.ingester.assemble.SegmentRows;
import io.millrace.ingester.assemble.SegmentStream;
import io.millrace.schemas.model.Labels;
import io.millrace.schemas.recent.RecentFrame;
import io.millrace.schemas.recent.RecentFrame.StreamRows;
import io.millrace.store.rows.LineColumn;
import io.millrace.store.rows.MetadataColumn;
import io.millrace.store.rows.Slice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Counts rows by stream and sends the counts.
final class StreamFinder implements Finder {
  private static final int BATCH = 1000;

  private final RowFilter filter;
  private final FrameSink sink;
  private final Map<Labels, StreamRows> found = new LinkedHashMap<>();

  StreamFinder(RowFilter filter, FrameSink sink) {
    this.filter = filter;
    this.sink = sink;
  }

  @Override
  public void look(SegmentRows rows, RowOrder order) {
    for (int i = 0; i < order.streams(); i++) {
      SegmentStream stream = rows.stream(order.stream(i));
      if (filter.wants(stream)) {
        int from = order.firstNotBefore(rows, i, filter.fromTimestamp());
        int to = order.firstNotBefore(rows, i, filter.toTimestamp());
        if (from < to) {
          long bytes = 0;
          for (int place = from; place < to; place++) {
            bytes += rows.rawBytes(order.row(place));
          }
          long min = rows.timestamp(order.row(from));
          long max = rows.timestamp(order.row(to - 1));
          add(new StreamRows(stream.labels(), to - from, bytes, min, max));
        }
      }
    }
  }

  @Override
  public void look(Slice slice) throws IOException {
    long[] timestamps = slice.timestamps();
    for (int run = 0; run < slice.runs(); run++) {
      int from = RowFinder.firstNotBefore(timestamps, slice, run, filter.fromTimestamp());
      int to = RowFinder.firstNotBefore(timestamps, slice, run, filter.toTimestamp());
      if (from < to && filter.wants(slice.labels(run))) {
        long bytes = bytes(slice, from, to);
        add(
            new StreamRows(
                slice.labels(run), to - from, bytes, timestamps[from], timestamps[to - 1]));
      }
    }
  }

  private static long bytes(Slice slice, int from, int to) throws IOException {
    LineColumn lines = slice.lines();
    MetadataColumn metadata = slice.metadata();
    int[] pairs = metadata.firstPair();
    int[] values = metadata.valueOffsets();
    return (long) lines.offsets()[to]
        - lines.offsets()[from]
        + values[pairs[to]]
        - values[pairs[from]];
  }

  private void add(StreamRows rows) {
    found.merge(
        rows.labels(),
        rows,
        (a, b) ->
            new StreamRows(
                a.labels(),
                a.rows() + b.rows(),
                a.rawBytes() + b.rawBytes(),
                Math.min(a.minTimestamp(), b.minTimestamp()),
                Math.max(a.maxTimestamp(), b.maxTimestamp())));
  }

  @Override
  public void finish() throws IOException {
    List<StreamRows> all = new ArrayList<>(found.values());
    for (int i = 0; i < all.size(); i += BATCH) {
      sink.accept(new RecentFrame.Streams(all.subList(i, Math.min(all.size(), i + BATCH))));
    }
    found.clear();
  }
}
