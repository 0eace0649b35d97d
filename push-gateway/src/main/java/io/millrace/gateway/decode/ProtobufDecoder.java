package io.millrace.gateway.decode;

import io.millrace.gateway.decode.DecodedPush.LabelSyntax;
import io.millrace.gateway.limits.ByteBudget.ExhaustedException;
import io.millrace.gateway.limits.ByteBudget.Lease;
import io.millrace.schemas.push.MalformedPushException;
import io.millrace.schemas.push.PushRequestWalker;
import java.io.IOException;
import org.xerial.snappy.Snappy;
import org.xerial.snappy.SnappyError;

/// Loki's protobuf in a snappy block. The unpacked bytes stay in a buffer that is reused. Not safe
/// for use by many threads.
public final class ProtobufDecoder {
  private static final int MAX_IDLE_BYTES = 8 << 20;

  /// Three bytes of snappy give 64 at most; a header that promises more lies.
  private static final long MAX_RATIO = 22;

  private final PushRequestWalker walker = new PushRequestWalker();
  private byte[] unpacked = new byte[0];

  /// Fills `push` from the snappy block in `body[0, length)`. More than `maxBytes` unpacked are
  /// refused before anything is allocated.
  public void decode(byte[] body, int length, long maxBytes, DecodedPush push, Lease lease)
      throws DecodeException, ExhaustedException {
    int size = unpack(body, length, maxBytes, lease);
    push.reset(unpacked, size, LabelSyntax.TEXT, lease);
    try {
      walker.walk(unpacked, 0, size, push);
    } catch (MalformedPushException e) {
      throw new DecodeException(400, String.valueOf(e.getMessage()));
    }
  }

  /// Lets go of a buffer that has grown large.
  public void release() {
    if (unpacked.length > MAX_IDLE_BYTES) {
      unpacked = new byte[0];
    }
  }

  private int unpack(byte[] body, int length, long maxBytes, Lease lease)
      throws DecodeException, ExhaustedException {
    try {
      int size = length == 0 ? -1 : Snappy.uncompressedLength(body, 0, length);
      if (size < 0 || size > length * MAX_RATIO) {
        throw new DecodeException(400, "snappy: corrupt input");
      }
      if (size > maxBytes) {
        throw tooLarge(size, maxBytes);
      }
      lease.grow(size);
      if (unpacked.length < size) {
        unpacked = new byte[size + size / 4];
      }
      return Snappy.uncompress(body, 0, length, unpacked, 0);
    } catch (IOException | SnappyError e) {
      throw new DecodeException(400, "snappy: corrupt input");
    }
  }

  static DecodeException tooLarge(long size, long maxBytes) {
    return new DecodeException(
        413, "request body too large: %d bytes, limit: %d bytes".formatted(size, maxBytes));
  }
}
