package io.millrace.ingester.assemble;

import io.millrace.store.segment.SegmentEncoding;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/// Encoders that are not in use: as many as there were threads cutting at once. Safe for use by
/// many threads.
public final class EncoderPool implements AutoCloseable {
  private final SegmentEncoding encoding;
  private final ConcurrentLinkedQueue<SegmentEncoder> idle = new ConcurrentLinkedQueue<>();

  public EncoderPool(SegmentEncoding encoding) {
    this.encoding = encoding;
  }

  /// An encoder for one segment: give it back, or close it after a failure.
  public SegmentEncoder take() {
    @Nullable SegmentEncoder found = idle.poll();
    return found == null ? new SegmentEncoder(encoding) : found;
  }

  public void giveBack(SegmentEncoder encoder) {
    idle.add(encoder);
  }

  @Override
  public void close() {
    for (SegmentEncoder encoder = idle.poll(); encoder != null; encoder = idle.poll()) {
      encoder.close();
    }
  }
}
