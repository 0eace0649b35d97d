package io.millrace.gateway.push;

import io.millrace.gateway.decode.DecodeException;
import io.millrace.gateway.limits.ByteBudget.ExhaustedException;
import io.millrace.gateway.limits.ByteBudget.Lease;
import java.io.IOException;
import java.io.InputStream;

/// Reads one body into a pooled buffer, as far as size and budget allow. The bytes are valid until
/// [#close()].
final class BodyReader implements AutoCloseable {
  private static final int FIRST_BYTES = 64 << 10;

  private final BodyBuffers buffers;
  private final long maxBytes;
  private final Lease lease;
  private byte[] data = new byte[0];
  private int length;

  /// What can never fit the budget is too large, whatever `maxBytes` says.
  BodyReader(BodyBuffers buffers, long maxBytes, long budget, Lease lease) {
    this.buffers = buffers;
    this.maxBytes = Math.min(maxBytes, budget);
    this.lease = lease;
  }

  byte[] data() {
    return data;
  }

  int length() {
    return length;
  }

  void read(PushBody body) throws IOException, DecodeException, ExhaustedException {
    if (body.length() > maxBytes) {
      throw tooLarge(body.length());
    }
    // one byte more than announced, so that the end is seen without growing
    resize((int) Math.max(FIRST_BYTES, body.length() + 1));
    InputStream in = body.content();
    int count;
    while ((count = in.read(data, length, data.length - length)) >= 0) {
      length += count;
      if (length > maxBytes) {
        throw tooLarge(length);
      }
      if (length == data.length) {
        resize(2 * data.length);
      }
    }
  }

  @Override
  public void close() {
    if (data.length > 0) {
      buffers.give(data);
      data = new byte[0];
    }
  }

  private void resize(int size) throws ExhaustedException {
    lease.growTo(size);
    byte[] larger = buffers.take(size);
    System.arraycopy(data, 0, larger, 0, length);
    close();
    data = larger;
  }

  private DecodeException tooLarge(long size) {
    return new DecodeException(
        413, "request body too large: %d bytes, limit: %d bytes".formatted(size, maxBytes));
  }
}
