package io.millrace.gateway.validate;

import io.millrace.gateway.level.Level;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The streams and entries of a push that are accepted, as tables. Lines are ranges of the decoded
/// push; metadata is an encoded map, in a buffer or in the constant of a level. Reused from push to
/// push. Not safe for use by many threads.
public final class ValidPush {
  private static final int MAX_IDLE_ROWS = 1 << 16;
  private static final int MAX_IDLE_BYTES = 4 << 20;
  private static final Level[] LEVELS = Level.values();
  private static final byte[] EMPTY_MAP = {0};

  private @Nullable StreamState[] states = new @Nullable StreamState[64];
  private int[] ends = new int[64];
  private long[] streamBytes = new long[64];
  private long[] highest = new long[64];
  private int streamCount;

  private long[] timestamps = new long[1024];
  private int[] lines = new int[2048];
  private int[] maps = new int[2048];
  private int entryCount;

  private byte[] metadata = new byte[4096];
  private int metadataEnd;
  private long bytes;
  private long metadataBytes;

  void reset() {
    Arrays.fill(states, 0, streamCount, null);
    streamCount = 0;
    entryCount = 0;
    metadataEnd = 0;
    bytes = 0;
    metadataBytes = 0;
    if (timestamps.length > MAX_IDLE_ROWS) {
      timestamps = new long[1024];
      lines = new int[2048];
      maps = new int[2048];
    }
    if (metadata.length > MAX_IDLE_BYTES) {
      metadata = new byte[4096];
    }
  }

  /// Adds an entry whose metadata is only its level; null stands for none at all.
  @SuppressWarnings("EnumOrdinal") // an index into this process's constants, never stored
  void entry(long timestamp, int lineOffset, int lineLength, @Nullable Level level) {
    row(
        timestamp,
        lineOffset,
        lineLength,
        level == null ? Integer.MIN_VALUE : -1 - level.ordinal(),
        0);
    bytes += lineLength;
  }

  /// Adds an entry whose metadata was written to `[from, metadataEnd())`; `pairBytes` are the bytes
  /// of its names and values as the client sent them.
  void entry(long timestamp, int lineOffset, int lineLength, int from, int pairBytes) {
    row(timestamp, lineOffset, lineLength, from, metadataEnd - from);
    bytes += lineLength + pairBytes;
    metadataBytes += pairBytes;
  }

  private void row(long timestamp, int lineOffset, int lineLength, int map, int mapLength) {
    if (entryCount == timestamps.length) {
      timestamps = Arrays.copyOf(timestamps, 2 * entryCount);
      lines = Arrays.copyOf(lines, 4 * entryCount);
      maps = Arrays.copyOf(maps, 4 * entryCount);
    }
    timestamps[entryCount] = timestamp;
    lines[2 * entryCount] = lineOffset;
    lines[2 * entryCount + 1] = lineLength;
    maps[2 * entryCount] = map;
    maps[2 * entryCount + 1] = mapLength;
    entryCount++;
  }

  /// Ends a stream: the entries added since the last one are its own.
  void stream(StreamState state, long bytesOfIt, long highestTimestamp) {
    if (streamCount == ends.length) {
      states = Arrays.copyOf(states, 2 * streamCount);
      ends = Arrays.copyOf(ends, 2 * streamCount);
      streamBytes = Arrays.copyOf(streamBytes, 2 * streamCount);
      highest = Arrays.copyOf(highest, 2 * streamCount);
    }
    states[streamCount] = state;
    ends[streamCount] = entryCount;
    streamBytes[streamCount] = bytesOfIt;
    highest[streamCount] = highestTimestamp;
    streamCount++;
  }

  /// Drops entries that were added since the last stream ended, back to `count` in all, when the
  /// bytes were so many.
  void dropTo(int count, long bytesThen, long metadataBytesThen) {
    entryCount = count;
    bytes = bytesThen;
    metadataBytes = metadataBytesThen;
  }

  /// Makes room for `more` bytes of metadata and returns the array to write to, from
  /// [#metadataEnd()] on.
  byte[] reserveMetadata(int more) {
    if (metadata.length - metadataEnd < more) {
      metadata = Arrays.copyOf(metadata, Math.max(metadataEnd + more, 2 * metadata.length));
    }
    return metadata;
  }

  int metadataEnd() {
    return metadataEnd;
  }

  void metadataEnd(int end) {
    metadataEnd = end;
  }

  public int streamCount() {
    return streamCount;
  }

  public StreamState state(int stream) {
    StreamState state = states[stream];
    if (state == null) {
      throw new IndexOutOfBoundsException(stream);
    }
    return state;
  }

  public int firstEntry(int stream) {
    return stream == 0 ? 0 : ends[stream - 1];
  }

  /// The entry behind the last one of the stream.
  public int entryEnd(int stream) {
    return ends[stream];
  }

  public int entryCount() {
    return entryCount;
  }

  /// Bytes of lines and metadata as the client sent them.
  public long bytes() {
    return bytes;
  }

  /// The part of [#bytes()] that is metadata.
  public long metadataBytes() {
    return metadataBytes;
  }

  public long streamBytes(int stream) {
    return streamBytes[stream];
  }

  public long timestamp(int entry) {
    return timestamps[entry];
  }

  public int lineOffset(int entry) {
    return lines[2 * entry];
  }

  public int lineLength(int entry) {
    return lines[2 * entry + 1];
  }

  /// The array that holds the entry's metadata map.
  public byte[] mapData(int entry) {
    int map = maps[2 * entry];
    if (map >= 0) {
      return metadata;
    }
    return map == Integer.MIN_VALUE ? EMPTY_MAP : LEVELS[-1 - map].metadata();
  }

  public int mapOffset(int entry) {
    return Math.max(0, maps[2 * entry]);
  }

  public int mapLength(int entry) {
    return maps[2 * entry] >= 0 ? maps[2 * entry + 1] : mapData(entry).length;
  }

  /// The highest timestamp of a stream, those of earlier pushes included.
  public long highest(int stream) {
    return highest[stream];
  }
}
