package io.millrace.schemas.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.kafka.common.errors.SerializationException;

/// The header in front of every Avro value, and the ids that hold without a registry.
///
/// A registry counts its ids from 1. The built-in ones spell `MRL` and a number, far above, so a
/// record that was written before a registry was configured stays readable beside it.
public final class WireFormat {
  /// Bytes of the header.
  public static final int HEADER_BYTES = 5;

  /// `LogBatch.avsc`, version 1.
  public static final int LOG_BATCH = 0x4D524C01;

  /// `CatalogRecord.avsc`, version 1.
  public static final int CATALOG_RECORD = 0x4D524C02;

  /// `ChunkPart.avsc`, version 1.
  public static final int CHUNK_PART = 0x4D524C03;

  private static final byte MAGIC = 0;

  private WireFormat() {}

  /// Writes the header to `out[at … at + 4]`.
  public static void writeHeader(byte[] out, int at, int schemaId) {
    out[at] = MAGIC;
    out[at + 1] = (byte) (schemaId >>> 24);
    out[at + 2] = (byte) (schemaId >>> 16);
    out[at + 3] = (byte) (schemaId >>> 8);
    out[at + 4] = (byte) schemaId;
  }

  /// Reads the header and moves `value` behind it.
  ///
  /// @throws SerializationException if there is none
  public static int readHeader(ByteBuffer value) {
    if (value.remaining() < HEADER_BYTES) {
      throw new SerializationException(
          "wire header needs %d bytes, found %d".formatted(HEADER_BYTES, value.remaining()));
    }
    byte magic = value.get();
    if (magic != MAGIC) {
      throw new SerializationException(
          "wire header begins with %d, found %d".formatted(MAGIC, magic));
    }
    int id = value.getInt();
    return value.order() == ByteOrder.BIG_ENDIAN ? id : Integer.reverseBytes(id);
  }
}
