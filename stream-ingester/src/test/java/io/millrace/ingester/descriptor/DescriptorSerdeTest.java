package io.millrace.ingester.descriptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.ingester.descriptor.Descriptor.Cut;
import io.millrace.ingester.descriptor.Descriptor.Open;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;

final class DescriptorSerdeTest {
  private static final Uuid TOPIC = new Uuid(1, 2);
  private static final Cut CUT = new Cut(TOPIC, 3, 4, 5);

  private final Serializer<Descriptor> serializer = new DescriptorSerde().serializer();
  private final Deserializer<Descriptor> deserializer = new DescriptorSerde().deserializer();

  @Test
  void descriptors_comeBackAsTheyWere() {
    Open open = new Open(TOPIC, 0, 1L << 40, 1_700_000_000_000L);

    assertThat(deserializer.deserialize("", serializer.serialize("", open))).isEqualTo(open);
    assertThat(deserializer.deserialize("", serializer.serialize("", CUT))).isEqualTo(CUT);
  }

  @Test
  void cut_hasTheBytesOfVersion1() {
    assertThat(HexFormat.of().formatHex(serializer.serialize("", CUT)))
        .isEqualTo(
            "01"
                + "01"
                + "0000000000000001"
                + "0000000000000002"
                + "00000003"
                + "0000000000000004"
                + "0000000000000005");
  }

  @Test
  void otherBytesAreRefused() {
    byte[] bytes = serializer.serialize("", CUT);
    byte[] future = bytes.clone();
    future[0] = 2;
    byte[] kind = bytes.clone();
    kind[1] = 9;

    assertThatThrownBy(() -> deserializer.deserialize("", future))
        .isInstanceOf(SerializationException.class)
        .hasMessage("a descriptor has 38 bytes of version 1, found 38 bytes of version 2");
    assertThatThrownBy(() -> deserializer.deserialize("", kind))
        .hasMessage("a descriptor has the kind 0 or 1, found 9");
    for (int length = 0; length < bytes.length; length++) {
      byte[] part = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> deserializer.deserialize("", part))
          .isInstanceOf(SerializationException.class);
    }
  }
}
