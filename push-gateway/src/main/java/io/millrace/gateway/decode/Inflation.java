package io.millrace.gateway.decode;

import io.millrace.gateway.limits.ByteBudget.ExhaustedException;
import io.millrace.gateway.limits.ByteBudget.Lease;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Unpacks gzip and raw deflate, up to a cap. The result stands in [#data()] until the next call.
/// Not safe for use by many threads.
public final class Inflation implements AutoCloseable {
  private static final int MAX_IDLE_BYTES = 8 << 20;
  private static final int FIRST_BYTES = 64 << 10;

  private static final int GZIP_TRAILER_BYTES = 8;
  private static final int FLAG_HEADER_CRC = 2;
  private static final int FLAG_EXTRA = 4;
  private static final int FLAG_NAME = 8;
  private static final int FLAG_COMMENT = 16;

  private final Inflater inflater = new Inflater(true);
  private byte[] data = new byte[0];
  private int length;

  public byte[] data() {
    return data;
  }

  public int length() {
    return length;
  }

  /// Unpacks all members of a gzip body. A trailer may be missing at the very end.
  public void gunzip(byte[] body, int size, long maxBytes, Lease lease)
      throws DecodeException, ExhaustedException {
    length = 0;
    int at = 0;
    do {
      at = inflate(body, header(body, at, size), size, maxBytes, lease) + GZIP_TRAILER_BYTES;
    } while (at < size);
  }

  /// Unpacks a raw deflate body.
  public void inflate(byte[] body, int size, long maxBytes, Lease lease)
      throws DecodeException, ExhaustedException {
    length = 0;
    inflate(body, 0, size, maxBytes, lease);
  }

  /// Lets go of a buffer that has grown large.
  public void release() {
    if (data.length > MAX_IDLE_BYTES) {
      data = new byte[0];
    }
  }

  /// Frees the native inflater.
  @Override
  public void close() {
    inflater.end();
  }

  /// Unpacks one deflate stream; returns the position behind it.
  private int inflate(byte[] body, int from, int size, long maxBytes, Lease lease)
      throws DecodeException, ExhaustedException {
    inflater.reset();
    inflater.setInput(body, from, size - from);
    try {
      while (!inflater.finished()) {
        if (length == data.length) {
          grow(maxBytes, lease);
        }
        int count = inflater.inflate(data, length, data.length - length);
        length += count;
        if (length > maxBytes) {
          throw ProtobufDecoder.tooLarge(length, maxBytes);
        }
        if (count == 0 && !inflater.finished() && length < data.length) {
          throw new DecodeException(400, "unexpected EOF");
        }
      }
    } catch (DataFormatException e) {
      throw new DecodeException(
          400, "flate: corrupt input before offset " + inflater.getBytesRead());
    }
    return from + (int) inflater.getBytesRead();
  }

  private void grow(long maxBytes, Lease lease) throws ExhaustedException {
    long size = Math.clamp(data.length * 2L, FIRST_BYTES, Math.max(FIRST_BYTES, maxBytes + 1));
    lease.grow(size - data.length / 2);
    data = Arrays.copyOf(data, Math.toIntExact(size));
  }

  /// The position behind the gzip header that begins at `at`.
  private static int header(byte[] body, int at, int size) throws DecodeException {
    if (at + 10 > size) {
      throw new DecodeException(400, at == size ? "EOF" : "unexpected EOF");
    }
    if (body[at] != 0x1F || body[at + 1] != (byte) 0x8B || body[at + 2] != 8) {
      throw new DecodeException(400, "gzip: invalid header");
    }
    int flags = body[at + 3];
    int to = at + 10;
    if ((flags & FLAG_EXTRA) != 0 && to + 2 <= size) {
      to += 2 + (body[to] & 0xFF) + ((body[to + 1] & 0xFF) << 8);
    }
    if ((flags & FLAG_NAME) != 0) {
      to = behindZero(body, to, size);
    }
    if ((flags & FLAG_COMMENT) != 0) {
      to = behindZero(body, to, size);
    }
    if ((flags & FLAG_HEADER_CRC) != 0) {
      to += 2;
    }
    if (to > size) {
      throw new DecodeException(400, "unexpected EOF");
    }
    return to;
  }

  private static int behindZero(byte[] body, int from, int size) {
    int at = from;
    while (at < size && body[at] != 0) {
      at++;
    }
    return at + 1;
  }
}
