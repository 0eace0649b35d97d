package io.millrace.gateway.decode;

import io.millrace.gateway.limits.ByteBudget.ExhaustedException;
import io.millrace.gateway.limits.ByteBudget.Lease;
import io.millrace.schemas.push.PushVisitor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A push as tables of ranges: streams, their entries, the metadata of those. Reused from push to
/// push; what it hands out is valid until [#reset]. Not safe for use by many threads.
///
/// All ranges are positions in [#data()]. That array may be replaced by a larger one when something
/// is appended, so it is asked for each time; positions stay.
public final class DecodedPush implements PushVisitor {
  private static final int STREAM_FIELDS = 3;
  private static final int ENTRY_FIELDS = 3;
  private static final int PAIR_FIELDS = 4;
  private static final int MAX_IDLE_ROWS = 1 << 16;

  /// How the labels of a stream are written.
  public enum LabelSyntax {
    /// `{a="b"}`
    TEXT,
    /// `{"a": "b"}`
    JSON
  }

  private byte[] data = new byte[0];
  private int end;
  private LabelSyntax syntax = LabelSyntax.TEXT;
  private @Nullable Lease lease;

  // stream: labels offset, labels length, entry behind the last
  private int[] streams = new int[64 * STREAM_FIELDS];
  private int streamCount;
  // entry: line offset, line length, pair behind the last
  private long[] timestamps = new long[1024];
  private int[] entries = new int[1024 * ENTRY_FIELDS];
  private int entryCount;
  // pair: name offset, name length, value offset, value length
  private int[] pairs = new int[64 * PAIR_FIELDS];
  private int pairCount;

  /// Begins a push over `data[0, length)`; what is appended goes behind. The tables' growth is paid
  /// from `lease`, twice over: what is accepted has tables of the same size.
  public void reset(byte[] data, int length, LabelSyntax syntax, Lease lease) {
    this.data = data;
    this.end = length;
    this.syntax = syntax;
    this.lease = lease;
    streamCount = 0;
    entryCount = 0;
    pairCount = 0;
  }

  /// Lets go of the bytes, and of tables that have grown large.
  public void release() {
    data = new byte[0];
    end = 0;
    lease = null;
    if (timestamps.length > MAX_IDLE_ROWS) {
      timestamps = new long[1024];
      entries = new int[1024 * ENTRY_FIELDS];
    }
    if (pairs.length > MAX_IDLE_ROWS) {
      pairs = new int[64 * PAIR_FIELDS];
    }
    if (streams.length > MAX_IDLE_ROWS) {
      streams = new int[64 * STREAM_FIELDS];
    }
  }

  @Override
  public void metadata(int nameOffset, int nameLength, int valueOffset, int valueLength) {
    int at = pairCount * PAIR_FIELDS;
    if (at == pairs.length) {
      charge(at * (long) Integer.BYTES);
      pairs = Arrays.copyOf(pairs, 2 * at);
    }
    pairs[at] = nameOffset;
    pairs[at + 1] = nameLength;
    pairs[at + 2] = valueOffset;
    pairs[at + 3] = valueLength;
    pairCount++;
  }

  @Override
  public void entry(long timestamp, int lineOffset, int lineLength) {
    if (entryCount == timestamps.length) {
      charge(entryCount * (long) (Long.BYTES + ENTRY_FIELDS * Integer.BYTES));
      timestamps = Arrays.copyOf(timestamps, 2 * entryCount);
      entries = Arrays.copyOf(entries, 2 * entryCount * ENTRY_FIELDS);
    }
    timestamps[entryCount] = timestamp;
    int at = entryCount * ENTRY_FIELDS;
    entries[at] = lineOffset;
    entries[at + 1] = lineLength;
    entries[at + 2] = pairCount;
    entryCount++;
  }

  @Override
  public void stream(int labelsOffset, int labelsLength) {
    int at = streamCount * STREAM_FIELDS;
    if (at == streams.length) {
      charge(at * (long) Integer.BYTES);
      streams = Arrays.copyOf(streams, 2 * at);
    }
    streams[at] = labelsOffset;
    streams[at + 1] = labelsLength;
    streams[at + 2] = entryCount;
    streamCount++;
  }

  public byte[] data() {
    return data;
  }

  /// Makes room for `bytes` more and returns where they go; they count as written.
  public int append(int bytes) {
    int at = end;
    long needed = (long) end + bytes;
    if (needed > data.length) {
      long size = Math.max(needed, Math.min(data.length * 2L, Integer.MAX_VALUE - 8L));
      charge(size);
      data = Arrays.copyOf(data, Math.toIntExact(size));
    }
    end += bytes;
    return at;
  }

  /// Gives back the last bytes appended: the next go to `position`.
  public void truncate(int position) {
    end = position;
  }

  public LabelSyntax syntax() {
    return syntax;
  }

  public int streamCount() {
    return streamCount;
  }

  public int labelsOffset(int stream) {
    return streams[stream * STREAM_FIELDS];
  }

  public int labelsLength(int stream) {
    return streams[stream * STREAM_FIELDS + 1];
  }

  public int firstEntry(int stream) {
    return stream == 0 ? 0 : entryEnd(stream - 1);
  }

  /// The entry behind the last one of the stream.
  public int entryEnd(int stream) {
    return streams[stream * STREAM_FIELDS + 2];
  }

  public int entryCount() {
    return entryCount;
  }

  /// Nanoseconds since the epoch.
  public long timestamp(int entry) {
    return timestamps[entry];
  }

  public int lineOffset(int entry) {
    return entries[entry * ENTRY_FIELDS];
  }

  public int lineLength(int entry) {
    return entries[entry * ENTRY_FIELDS + 1];
  }

  public int firstPair(int entry) {
    return entry == 0 ? 0 : pairEnd(entry - 1);
  }

  /// The pair behind the last one of the entry.
  public int pairEnd(int entry) {
    return entries[entry * ENTRY_FIELDS + 2];
  }

  public int nameOffset(int pair) {
    return pairs[pair * PAIR_FIELDS];
  }

  public int nameLength(int pair) {
    return pairs[pair * PAIR_FIELDS + 1];
  }

  public int valueOffset(int pair) {
    return pairs[pair * PAIR_FIELDS + 2];
  }

  public int valueLength(int pair) {
    return pairs[pair * PAIR_FIELDS + 3];
  }

  private void charge(long bytes) {
    if (lease != null) {
      try {
        lease.grow(2 * bytes);
      } catch (ExhaustedException e) {
        throw new OverBudgetException(e);
      }
    }
  }

  /// The tables need more memory than there is for pushes now.
  public static final class OverBudgetException extends RuntimeException {
    OverBudgetException(ExhaustedException cause) {
      super(cause.getMessage(), cause, false, false);
    }
  }
}
