package io.millrace.schemas.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/// The serializer and the deserializer of one Avro schema that is coded by hand: the frame around
/// [#write] and [#read]. A null value (a tombstone) stays null. Safe for use by many threads.
public abstract class AvroSerde<T> implements Serde<T>, Serializer<T>, Deserializer<T> {
  /// No tail.
  protected static final byte[] NOTHING = new byte[0];

  private final int schemaId;
  private final int builtInId;

  /// Writes under `schemaId`; reads under it and under `builtInId`.
  protected AvroSerde(int schemaId, int builtInId) {
    this.schemaId = schemaId;
    this.builtInId = builtInId;
  }

  protected abstract void write(T value, Encoder out) throws IOException;

  /// `in` stands at the body and ends where it does.
  protected abstract T read(BinaryDecoder in) throws IOException;

  /// The bytes that follow what [#write] gave; a field at the end of the schema that is too big to
  /// be copied twice. The length prefix is [#write]'s affair.
  protected byte[] tail(T value) {
    return NOTHING;
  }

  /// The whole Kafka value, header included.
  ///
  /// @throws SerializationException if a field has no Avro form
  public final byte[] encode(T value) {
    var head = new ByteArrayOutputStream(128);
    try {
      Encoder encoder = EncoderFactory.get().directBinaryEncoder(head, null);
      write(value, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new SerializationException("record cannot be encoded: " + e.getMessage(), e);
    }
    byte[] tail = tail(value);
    byte[] bytes = new byte[WireFormat.HEADER_BYTES + head.size() + tail.length];
    WireFormat.writeHeader(bytes, 0, schemaId);
    System.arraycopy(head.toByteArray(), 0, bytes, WireFormat.HEADER_BYTES, head.size());
    System.arraycopy(tail, 0, bytes, bytes.length - tail.length, tail.length);
    return bytes;
  }

  @Override
  public byte @Nullable [] serialize(String topic, @Nullable T value) {
    return value == null ? null : encode(value);
  }

  @Override
  public @Nullable T deserialize(String topic, byte @Nullable [] value) {
    return value == null ? null : decode(topic, ByteBuffer.wrap(value));
  }

  @Override
  public @Nullable T deserialize(String topic, Headers headers, @Nullable ByteBuffer value) {
    return value == null ? null : decode(topic, value);
  }

  @Override
  public Serializer<T> serializer() {
    return this;
  }

  @Override
  public Deserializer<T> deserializer() {
    return this;
  }

  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {}

  @Override
  public void close() {}

  private T decode(String topic, ByteBuffer value) {
    int id = WireFormat.readHeader(value);
    if (id != schemaId && id != builtInId) {
      throw new SerializationException(
          "%s holds schema ids %d and %d, found %d".formatted(topic, builtInId, schemaId, id));
    }
    ByteBuffer body = value.hasArray() ? value : onHeap(value);
    try {
      return read(
          DecoderFactory.get()
              .binaryDecoder(
                  body.array(), body.arrayOffset() + body.position(), body.remaining(), null));
    } catch (IOException | AvroRuntimeException | IllegalArgumentException e) {
      throw new SerializationException(
          "record of %s cannot be decoded: %s".formatted(topic, e.getMessage()), e);
    }
  }

  /// Reads a `bytes` field without trusting its length.
  protected static byte[] readBytes(String field, BinaryDecoder in) throws IOException {
    long length = in.readLong();
    int left = in.inputStream().available();
    if (length < 0 || length > left) {
      throw new IOException("%s has 0 to %d bytes, found %d".formatted(field, left, length));
    }
    byte[] bytes = new byte[(int) length];
    in.readFixed(bytes);
    return bytes;
  }

  private static ByteBuffer onHeap(ByteBuffer value) {
    byte[] copy = new byte[value.remaining()];
    value.get(copy);
    return ByteBuffer.wrap(copy);
  }
}
