package io.millrace.schemas.logs;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import io.millrace.schemas.wire.WireFormat;
import java.util.Arrays;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Factory;

/// Writes one record of `logs` after the other: streams, each with its entries, then [#finish].
///
/// Everything is copied from the caller's ranges at once; the buffers are reused from record to
/// record. Lines, labels and metadata must be valid UTF-8, maps encoded (see [LabelMapCodec]). Not
/// safe for use by many threads.
public final class LogBatchWriter implements AutoCloseable {
  private static final int ARRAY_BRANCH = 0;
  private static final int COMPRESSED_BRANCH = 1;
  private static final int LZ4_SYMBOL = 0;
  private static final int ZSTD_SYMBOL = 1;
  private static final int ZSTD_LEVEL = 1;

  /// What a buffer may keep between records.
  private static final int MAX_IDLE_BYTES = 8 << 20;

  /// The count of streams is known at the end and stands at the beginning: room for it.
  private static final int COUNT_ROOM = AvroBuffer.MAX_NUMBER_BYTES;

  private final int schemaId;
  private final BatchCodec codec;
  private final LZ4Compressor lz4 = LZ4Factory.fastestInstance().fastCompressor();
  private final ZstdCompressCtx zstd = new ZstdCompressCtx().setLevel(ZSTD_LEVEL);
  private AvroBuffer raw = new AvroBuffer(64 << 10);
  private byte[] packed = new byte[0];
  private int streams;
  private int entriesToCome;

  /// `schemaId` stands in front of each record (see [WireFormat]).
  public LogBatchWriter(int schemaId, BatchCodec codec) {
    this.schemaId = schemaId;
    this.codec = codec;
    raw.position(COUNT_ROOM);
  }

  /// Begins a stream; exactly `entries` calls of [#entry] must follow. `labels` is an encoded map.
  public void stream(byte[] labels, int offset, int length, int entries) {
    requireNoEntriesToCome();
    raw.writeFixed(labels, offset, length);
    if (entries > 0) {
      raw.writeLong(entries);
    } else {
      raw.writeLong(0);
    }
    entriesToCome = entries;
    streams++;
  }

  /// Adds an entry to the stream that was begun last. `timestamp` in nanoseconds since the epoch,
  /// `metadata` an encoded map.
  public void entry(
      long timestamp,
      byte[] line,
      int lineOffset,
      int lineLength,
      byte[] metadata,
      int metadataOffset,
      int metadataLength) {
    if (entriesToCome == 0) {
      throw new IllegalStateException("stream has more entries than were announced");
    }
    raw.reserve(3 * AvroBuffer.MAX_NUMBER_BYTES + lineLength + metadataLength);
    byte[] out = raw.data();
    int at = AvroBuffer.putLong(out, raw.position(), timestamp);
    at = AvroBuffer.putLong(out, at, lineLength);
    System.arraycopy(line, lineOffset, out, at, lineLength);
    at += lineLength;
    System.arraycopy(metadata, metadataOffset, out, at, metadataLength);
    at += metadataLength;
    if (--entriesToCome == 0) {
      out[at++] = 0;
    }
    raw.position(at);
  }

  public boolean isEmpty() {
    return streams == 0;
  }

  /// Bytes of the record so far, before compression.
  public int rawBytes() {
    return raw.position() - COUNT_ROOM;
  }

  /// The record's value, in an array of its own. The writer is empty afterwards. Streams that
  /// compression does not make smaller are written plain.
  public byte[] finish(byte[] tenant) {
    requireNoEntriesToCome();
    raw.writeLong(0);
    int start = placeCount();
    int rawSize = raw.position() - start;
    AvroBuffer head = new AvroBuffer(64 + tenant.length);
    head.position(WireFormat.HEADER_BYTES);
    WireFormat.writeHeader(head.data(), 0, schemaId);
    head.writeBytes(tenant, 0, tenant.length);
    int packedSize = codec == BatchCodec.NONE ? rawSize : compress(start, rawSize);
    boolean plain = packedSize >= rawSize;
    if (plain) {
      head.writeLong(ARRAY_BRANCH);
    } else {
      head.writeLong(COMPRESSED_BRANCH);
      head.writeLong(codec == BatchCodec.LZ4 ? LZ4_SYMBOL : ZSTD_SYMBOL);
      head.writeLong(rawSize);
      head.writeLong(packedSize);
    }
    byte[] body = plain ? raw.data() : packed;
    int bodySize = plain ? rawSize : packedSize;
    byte[] value = Arrays.copyOf(head.data(), head.position() + bodySize);
    System.arraycopy(body, plain ? start : 0, value, head.position(), bodySize);
    reset();
    return value;
  }

  /// Forgets what was written since the last [#finish].
  public void reset() {
    if (raw.data().length > MAX_IDLE_BYTES) {
      raw = new AvroBuffer(64 << 10);
      packed = new byte[0];
    }
    raw.position(COUNT_ROOM);
    streams = 0;
    entriesToCome = 0;
  }

  /// Frees the native compression context.
  @Override
  public void close() {
    zstd.close();
  }

  /// Puts the number of streams right in front of the first one; returns where the array begins.
  private int placeCount() {
    if (streams == 0) {
      return COUNT_ROOM;
    }
    int start = COUNT_ROOM - AvroCursor.numberBytes(streams);
    AvroBuffer.putLong(raw.data(), start, streams);
    return start;
  }

  private int compress(int start, int rawSize) {
    int bound =
        codec == BatchCodec.LZ4
            ? lz4.maxCompressedLength(rawSize)
            : (int) Zstd.compressBound(rawSize);
    if (packed.length < bound) {
      packed = new byte[Math.max(bound, packed.length * 2)];
    }
    return codec == BatchCodec.LZ4
        ? lz4.compress(raw.data(), start, rawSize, packed, 0, bound)
        : zstd.compressByteArray(packed, 0, bound, raw.data(), start, rawSize);
  }

  private void requireNoEntriesToCome() {
    if (entriesToCome != 0) {
      throw new IllegalStateException(
          "stream lacks %d entries that were announced".formatted(entriesToCome));
    }
  }
}
