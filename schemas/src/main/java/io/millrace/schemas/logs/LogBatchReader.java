package io.millrace.schemas.logs;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import io.millrace.schemas.wire.BadRecordException;
import io.millrace.schemas.wire.SchemaIds;
import io.millrace.schemas.wire.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.errors.SerializationException;

/// Reads records of `logs`: checks a whole record, then walks it and hands out ranges.
///
/// Takes any legal Avro encoding of `LogBatch` v1, and of any registered schema that Avro resolves
/// to it (through Avro's own reader, slower). The decompression buffer is reused from record to
/// record. Not safe for use by many threads.
public final class LogBatchReader implements AutoCloseable {
  /// The cap on `rawSize` where nothing else is set.
  public static final int DEFAULT_MAX_RAW_BYTES = 64 << 20;

  private static final int ARRAY_BRANCH = 0;
  private static final int COMPRESSED_BRANCH = 1;
  private static final int LZ4_SYMBOL = 0;
  private static final int ZSTD_SYMBOL = 1;

  /// What the buffer may keep between records.
  private static final int MAX_IDLE_BYTES = 8 << 20;

  private final SchemaIds ids;
  private final int maxRawBytes;
  private final LZ4SafeDecompressor lz4 = LZ4Factory.fastestInstance().safeDecompressor();
  private final ZstdDecompressCtx zstd = new ZstdDecompressCtx();
  private final Map<Integer, Boolean> isV1 = new HashMap<>();
  private final AvroCursor head = new AvroCursor();
  private final AvroCursor streams = new AvroCursor();
  private final TextCheck check = new TextCheck();
  private byte[] raw = new byte[0];

  /// A record whose streams say that they are larger than `maxRawBytes` is refused before anything
  /// is allocated for it.
  public LogBatchReader(SchemaIds ids, int maxRawBytes) {
    this.ids = ids;
    this.maxRawBytes = maxRawBytes;
  }

  /// Shows the record to `visitor`, whole or not at all.
  ///
  /// @throws BadRecordException if the value is not a `LogBatch`; `visitor` has seen nothing then
  /// @throws io.millrace.schemas.wire.RegistryUnavailableException if the id needs the registry and
  ///   that does not answer
  public void read(byte[] value, LogBatchVisitor visitor) throws BadRecordException {
    int id = readId(value);
    if (isV1(id)) {
      readV1(value, WireFormat.HEADER_BYTES, visitor);
    } else {
      readV1(resolve(id, value), 0, visitor);
    }
  }

  /// Frees the native decompression context.
  @Override
  public void close() {
    zstd.close();
  }

  private static int readId(byte[] value) throws BadRecordException {
    try {
      return WireFormat.readHeader(ByteBuffer.wrap(value));
    } catch (SerializationException e) {
      throw new BadRecordException(String.valueOf(e.getMessage()), e);
    }
  }

  private boolean isV1(int id) throws BadRecordException {
    if (id == WireFormat.LOG_BATCH) {
      return true;
    }
    Boolean known = isV1.get(id);
    if (known == null) {
      known =
          SchemaNormalization.parsingFingerprint64(schema(id))
              == SchemaNormalization.parsingFingerprint64(LogBatchSchema.V1);
      isV1.put(id, known);
    }
    return known;
  }

  private Schema schema(int id) throws BadRecordException {
    return ids.find(id).orElseThrow(() -> new BadRecordException("unknown schema id " + id));
  }

  /// Re-encodes a record of another schema as v1.
  private byte[] resolve(int id, byte[] value) throws BadRecordException {
    var reader = new GenericDatumReader<Object>(schema(id), LogBatchSchema.V1, GenericData.get());
    var out = new ByteArrayOutputStream(value.length);
    try {
      Object record =
          reader.read(
              null,
              DecoderFactory.get()
                  .binaryDecoder(
                      value,
                      WireFormat.HEADER_BYTES,
                      value.length - WireFormat.HEADER_BYTES,
                      null));
      BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
      new GenericDatumWriter<>(LogBatchSchema.V1).write(record, encoder);
    } catch (IOException | RuntimeException e) {
      // Avro's reader answers broken bytes with whatever exception it runs into
      throw new BadRecordException(
          "record of schema id %d does not resolve to LogBatch: %s".formatted(id, e.getMessage()),
          e);
    }
    return out.toByteArray();
  }

  private void readV1(byte[] value, int offset, LogBatchVisitor visitor) throws BadRecordException {
    head.reset(value, offset, value.length - offset);
    int tenantLength = head.readLength();
    int tenant = head.position();
    head.skip(tenantLength);
    long branch = head.readLong();
    byte[] data;
    int at;
    int length;
    if (branch == ARRAY_BRANCH) {
      data = value;
      at = head.position();
      length = head.remaining();
    } else if (branch == COMPRESSED_BRANCH) {
      length = decompress();
      data = raw;
      at = 0;
    } else {
      throw new BadRecordException("streams has branches 0 and 1, found " + branch);
    }
    check.reset();
    check.tenant(value, tenant, tenantLength);
    walk(data, at, length, check);
    check.throwIfBad();
    visitor.tenant(value, tenant, tenantLength);
    walk(data, at, length, visitor);
  }

  /// Unpacks `CompressedStreams` into [#raw]; returns how many bytes.
  private int decompress() throws BadRecordException {
    long codec = head.readLong();
    int rawSize = head.readInt();
    int packedSize = head.readLength();
    int packed = head.position();
    head.skip(packedSize);
    if (head.remaining() > 0) {
      throw new BadRecordException(
          "%d bytes after the end of the record".formatted(head.remaining()));
    }
    if (rawSize < 0 || rawSize > maxRawBytes) {
      throw new BadRecordException(
          "raw size must be 0 to %d, found %d".formatted(maxRawBytes, rawSize));
    }
    if (raw.length < rawSize || raw.length > Math.max(MAX_IDLE_BYTES, rawSize)) {
      raw = new byte[rawSize + rawSize / 4];
    }
    int found = unpack(codec, packed, packedSize, rawSize);
    if (found != rawSize) {
      throw new BadRecordException(
          "payload must unpack to %d bytes, found %d".formatted(rawSize, found));
    }
    return rawSize;
  }

  private int unpack(long codec, int packed, int packedSize, int rawSize)
      throws BadRecordException {
    byte[] data = head.data();
    try {
      if (codec == LZ4_SYMBOL) {
        return lz4.decompress(data, packed, packedSize, raw, 0, rawSize);
      }
      if (codec == ZSTD_SYMBOL) {
        return zstd.decompressByteArray(raw, 0, rawSize, data, packed, packedSize);
      }
    } catch (LZ4Exception | ZstdException | IndexOutOfBoundsException e) {
      throw new BadRecordException("payload cannot be unpacked: " + e.getMessage(), e);
    }
    throw new BadRecordException("codec has symbols 0 and 1, found " + codec);
  }

  private void walk(byte[] data, int offset, int length, LogBatchVisitor visitor)
      throws BadRecordException {
    AvroCursor in = streams;
    in.reset(data, offset, length);
    for (int count = in.readBlockCount(); count > 0; count = in.readBlockCount()) {
      for (int i = 0; i < count; i++) {
        int labels = in.position();
        in.skipMap();
        visitor.stream(data, labels, in.position() - labels);
        walkEntries(in, data, visitor);
      }
    }
    if (in.remaining() > 0) {
      throw new BadRecordException(
          "%d bytes after the end of the record".formatted(in.remaining()));
    }
  }

  private static void walkEntries(AvroCursor in, byte[] data, LogBatchVisitor visitor)
      throws BadRecordException {
    for (int count = in.readBlockCount(); count > 0; count = in.readBlockCount()) {
      for (int i = 0; i < count; i++) {
        long timestamp = in.readLong();
        int lineLength = in.readLength();
        int line = in.position();
        in.skip(lineLength);
        int map = in.position();
        boolean normal = in.skipMap();
        int mapLength = in.position() - map;
        if (normal) {
          visitor.entry(timestamp, data, line, lineLength, data, map, mapLength);
        } else {
          byte[] mended = LabelMapCodec.normalize(data, map, mapLength);
          visitor.entry(timestamp, data, line, lineLength, mended, 0, mended.length);
        }
      }
    }
  }
}
