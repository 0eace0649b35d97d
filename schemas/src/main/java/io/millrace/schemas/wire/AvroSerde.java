package io.millrace.schemas.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
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

  private final SchemaIds ids;
  private final Schema schema;
  private final int builtInId;

  /// The id of a registry that was last found to be this schema's; at first the built-in one.
  private volatile int trustedId;

  /// `resource` is the schema on the class path. Writes under the id that `ids` gives; reads under
  /// every id that stands for the same schema, and under `builtInId`.
  protected AvroSerde(SchemaIds ids, String resource, int builtInId) {
    this.ids = ids;
    this.schema = load(resource);
    this.builtInId = builtInId;
    this.trustedId = builtInId;
  }

  protected abstract void write(T value, Encoder out) throws IOException;

  /// `in` stands at the body and ends where it does.
  protected abstract T read(BinaryDecoder in) throws IOException;

  /// The bytes that follow what [#write] gave; a field at the end of the schema that is too big to
  /// be copied twice. The length prefix is [#write]'s affair.
  protected byte[] tail(T value) {
    return NOTHING;
  }

  /// The whole Kafka value for `topic`, header included.
  ///
  /// @throws SerializationException if a field has no Avro form
  /// @throws RegistryUnavailableException if the id is not known yet
  public final byte[] encode(String topic, T value) {
    int schemaId = ids.idFor(topic, schema, builtInId);
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
    return value == null ? null : encode(topic, value);
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
    checkId(topic, WireFormat.readHeader(value));
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

  private void checkId(String topic, int id) {
    if (id == builtInId || id == trustedId) {
      return;
    }
    if (ids.find(id).filter(schema::equals).isEmpty()) {
      throw new SerializationException(
          "%s holds records of schema %s (built-in id %d), found id %d"
              .formatted(topic, schema.getName(), builtInId, id));
    }
    trustedId = id;
  }

  private static Schema load(String resource) {
    try (InputStream in = AvroSerde.class.getResourceAsStream(resource)) {
      return new Schema.Parser().parse(Objects.requireNonNull(in, resource));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
