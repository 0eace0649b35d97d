package io.millrace.ingester.shelf;

import io.millrace.ingester.assemble.RowOrder;
import io.millrace.ingester.assemble.SegmentRows;
import io.millrace.ingester.assemble.SegmentStream;
import io.millrace.ingester.assemble.SliceAssembler;
import io.millrace.schemas.model.TenantId;
import io.millrace.store.rows.MemorySlice;
import io.millrace.store.rows.SliceCodec;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rows of one sealed segment on the disk: frames of [SliceCodec] end to end, their places in
/// memory. Made once, read by many threads, deleted when it is closed and the last reader is gone.
public final class SpillFile implements AutoCloseable {
  /// One slice of one tenant; timestamps in nanoseconds, inclusive.
  public record Frame(
      TenantId tenant, long minTimestamp, long maxTimestamp, long position, int length) {}

  private final Path path;
  private final FileChannel channel;
  private final List<Frame> frames;
  private final long bytes;
  private final SpillSpace space;
  private int holders = 1;
  private boolean closed;

  private SpillFile(
      Path path, FileChannel channel, List<Frame> frames, long bytes, SpillSpace space) {
    this.path = path;
    this.channel = channel;
    this.frames = List.copyOf(frames);
    this.bytes = bytes;
    this.space = space;
  }

  static SpillFile write(Path path, SegmentRows rows, RowOrder order, SpillSpace space)
      throws IOException {
    FileChannel channel =
        FileChannel.open(
            path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.READ);
    try {
      Writer writer = new Writer(channel);
      writer.write(rows, order);
      return new SpillFile(path, channel, writer.frames, writer.position, space);
    } catch (IOException | RuntimeException e) {
      channel.close();
      Files.deleteIfExists(path);
      throw e;
    }
  }

  /// The slices, in the order of tenants and rows.
  public List<Frame> frames() {
    return frames;
  }

  public long bytes() {
    return bytes;
  }

  /// Keeps the file for one more reader, who must [#release()] it. False if it is gone already.
  public synchronized boolean retain() {
    if (holders == 0) {
      return false;
    }
    holders++;
    return true;
  }

  /// The reader is done.
  public synchronized void release() {
    holders--;
    if (holders == 0) {
      delete();
    }
  }

  /// Reads one slice.
  public MemorySlice read(Frame frame) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(frame.length());
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, frame.position() + buffer.position()) < 0) {
        throw new EOFException(
            "%s ends inside the frame at %d".formatted(path.getFileName(), frame.position()));
      }
    }
    return SliceCodec.decode(buffer.array(), 0, frame.length());
  }

  /// Gives up the owner's hold, once.
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      release();
    }
  }

  private void delete() {
    space.free(bytes);
    try {
      channel.close();
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Writer {
    private final FileChannel channel;
    private final List<Frame> frames = new ArrayList<>();
    private @Nullable TenantId tenant;
    private long position;

    Writer(FileChannel channel) {
      this.channel = channel;
    }

    void write(SegmentRows rows, RowOrder order) throws IOException {
      SliceAssembler slices = new SliceAssembler(this::append);
      for (int i = 0; i < order.streams(); i++) {
        SegmentStream stream = rows.stream(order.stream(i));
        if (!stream.tenant().equals(tenant)) {
          slices.finish();
          tenant = stream.tenant();
        }
        for (int place = order.start(i); place < order.end(i); place++) {
          slices.add(stream.labels(), rows, order.row(place));
        }
      }
      slices.finish();
    }

    private void append(MemorySlice slice) throws IOException {
      TenantId owner = tenant;
      if (owner == null) {
        throw new IllegalStateException("a slice before the first tenant");
      }
      byte[] frame = SliceCodec.encode(slice);
      ByteBuffer buffer = ByteBuffer.wrap(frame);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      frames.add(
          new Frame(owner, slice.minTimestamp(), slice.maxTimestamp(), position, frame.length));
      position += frame.length;
    }
  }
}
