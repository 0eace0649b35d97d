package io.millrace.schemas.catalog;

import io.millrace.schemas.model.OffsetRange;
import java.io.IOException;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;

/// The Avro record `SegmentId`, which several schemas contain.
public final class SegmentIdCodec {
  private SegmentIdCodec() {}

  public static void write(SegmentId segment, Encoder out) throws IOException {
    out.writeString(segment.topicId());
    out.writeInt(segment.range().partition());
    out.writeLong(segment.range().from());
    out.writeLong(segment.range().to());
    out.writeInt(segment.epoch());
  }

  public static SegmentId read(Decoder in) throws IOException {
    String topicId = in.readString();
    var range = new OffsetRange(in.readInt(), in.readLong(), in.readLong());
    return new SegmentId(topicId, range, in.readInt());
  }
}
