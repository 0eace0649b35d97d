package io.millrace.ingester.descriptor;

import java.nio.ByteBuffer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/// [Descriptor] as bytes; the layout is the package's.
public final class DescriptorSerde implements Serde<Descriptor> {
  private static final byte VERSION = 1;
  private static final byte OPEN = 0;
  private static final byte CUT = 1;
  private static final int LENGTH = 2 + 16 + 4 + 8 + 8;

  @Override
  public Serializer<Descriptor> serializer() {
    return (_, descriptor) -> write(descriptor);
  }

  @Override
  public Deserializer<Descriptor> deserializer() {
    return (_, bytes) -> read(bytes);
  }

  // Kafka hands null through its serializers for a tombstone.
  @SuppressWarnings("NullAway")
  private static byte @Nullable [] write(@Nullable Descriptor descriptor) {
    return switch (descriptor) {
      case null -> null;
      case Descriptor.Open open -> bytes(OPEN, open, open.sinceMillis());
      case Descriptor.Cut cut -> bytes(CUT, cut, cut.to());
    };
  }

  private static byte[] bytes(byte kind, Descriptor descriptor, long last) {
    return ByteBuffer.allocate(LENGTH)
        .put(VERSION)
        .put(kind)
        .putLong(descriptor.topicId().getMostSignificantBits())
        .putLong(descriptor.topicId().getLeastSignificantBits())
        .putInt(descriptor.epoch())
        .putLong(descriptor.from())
        .putLong(last)
        .array();
  }

  @SuppressWarnings("NullAway") // as above
  private static @Nullable Descriptor read(byte @Nullable [] bytes) {
    if (bytes == null) {
      return null;
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    if (bytes.length != LENGTH || in.get() != VERSION) {
      throw new SerializationException(
          "a descriptor has %d bytes of version %d, found %d bytes of version %d"
              .formatted(LENGTH, VERSION, bytes.length, bytes.length == 0 ? -1 : bytes[0]));
    }
    byte kind = in.get();
    Uuid topicId = new Uuid(in.getLong(), in.getLong());
    int epoch = in.getInt();
    long from = in.getLong();
    long last = in.getLong();
    return switch (kind) {
      case OPEN -> new Descriptor.Open(topicId, epoch, from, last);
      case CUT -> new Descriptor.Cut(topicId, epoch, from, last);
      default ->
          throw new SerializationException("a descriptor has the kind 0 or 1, found " + kind);
    };
  }
}
