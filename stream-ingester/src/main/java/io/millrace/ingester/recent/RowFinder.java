package io.millrace.ingester.recent;

import io.millrace.ingester.assemble.RowOrder;
import io.millrace.ingester.assemble.SegmentRows;
import io.millrace.ingester.assemble.SegmentStream;
import io.millrace.ingester.assemble.SliceAssembler;
import io.millrace.schemas.model.Labels;
import io.millrace.schemas.recent.RecentFrame;
import io.millrace.store.rows.MemorySlice;
import io.millrace.store.rows.Slice;
import io.millrace.store.rows.SliceCodec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Sends the rows.
final class RowFinder implements Finder {
  private final RowFilter filter;
  private final FrameSink sink;
  private final SliceAssembler slices;

  RowFinder(RowFilter filter, FrameSink sink) {
    this.filter = filter;
    this.sink = sink;
    this.slices = new SliceAssembler(this::send);
  }

  @Override
  public void look(SegmentRows rows, RowOrder order) throws IOException {
    for (int i = 0; i < order.streams(); i++) {
      SegmentStream stream = rows.stream(order.stream(i));
      if (filter.wants(stream)) {
        int end = order.firstNotBefore(rows, i, filter.toTimestamp());
        for (int place = order.firstNotBefore(rows, i, filter.fromTimestamp());
            place < end;
            place++) {
          int row = order.row(place);
          if (rows.matches(row, filter::mayMatch)) {
            slices.add(stream.labels(), rows, row);
          }
        }
      }
    }
    slices.finish();
  }

  @Override
  public void look(Slice slice) throws IOException {
    long[] timestamps = slice.timestamps();
    List<Labels> labels = new ArrayList<>();
    int[] first = new int[slice.runs()];
    int[] end = new int[slice.runs()];
    for (int run = 0; run < slice.runs(); run++) {
      int from = firstNotBefore(timestamps, slice, run, filter.fromTimestamp());
      int to = firstNotBefore(timestamps, slice, run, filter.toTimestamp());
      if (from < to && filter.wants(slice.labels(run))) {
        first[labels.size()] = from;
        end[labels.size()] = to;
        labels.add(slice.labels(run));
      }
    }
    if (!labels.isEmpty()) {
      send(
          new MemorySlice(
              labels,
              Arrays.copyOf(first, labels.size()),
              Arrays.copyOf(end, labels.size()),
              timestamps,
              slice.lines(),
              slice.metadata()));
    }
  }

  /// The first row of a run that is not before `timestamp`, or the run's end.
  static int firstNotBefore(long[] timestamps, Slice slice, int run, long timestamp) {
    int low = slice.firstRow(run);
    int high = slice.endRow(run);
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (timestamps[middle] < timestamp) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  @Override
  public void finish() {}

  private void send(MemorySlice slice) throws IOException {
    sink.accept(new RecentFrame.Rows(SliceCodec.encode(slice)));
  }
}
