package io.millrace.store.segment;

import io.millrace.store.page.Checksums;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Cuts one long run of bytes into payloads for the sink, whatever the bytes are: a page may begin
/// in one payload and end in another.
final class PartStream {
  private final PageSink sink;
  private final List<SegmentSummary.Part> parts = new ArrayList<>();
  private byte[] part = new byte[TenantSegmentEncoder.PART_BYTES];
  private int length;

  PartStream(PageSink sink) {
    this.sink = sink;
  }

  void write(byte[] bytes, int count) {
    for (int done = 0; done < count; ) {
      int step = Math.min(count - done, part.length - length);
      System.arraycopy(bytes, done, part, length, step);
      length += step;
      done += step;
      if (length == part.length) {
        emit(part);
        part = new byte[TenantSegmentEncoder.PART_BYTES];
      }
    }
  }

  /// Sends what is left and begins anew.
  List<SegmentSummary.Part> finish() {
    if (length > 0) {
      emit(Arrays.copyOf(part, length));
    }
    List<SegmentSummary.Part> all = List.copyOf(parts);
    reset();
    return all;
  }

  void reset() {
    parts.clear();
    length = 0;
  }

  private void emit(byte[] payload) {
    parts.add(
        new SegmentSummary.Part(payload.length, Checksums.crc32c(payload, 0, payload.length)));
    length = 0;
    sink.accept(payload);
  }
}
