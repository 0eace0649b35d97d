package io.millrace.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class WireFormatTest {
  @Test
  void header_isConfluents() {
    byte[] out = new byte[7];

    WireFormat.writeHeader(out, 1, 0x01020304);

    assertThat(out).containsExactly(0, 0, 1, 2, 3, 4, 0);
  }

  @Test
  void readHeader_givesTheIdAndMovesOn() {
    ByteBuffer value =
        ByteBuffer.wrap(new byte[] {0, -1, 2, 3, 4, 9}).order(ByteOrder.LITTLE_ENDIAN);

    int id = WireFormat.readHeader(value);

    assertThat(id).isEqualTo(0xff020304);
    assertThat(value.get()).isEqualTo((byte) 9);
  }

  @Test
  void readHeader_refusesOtherBytes() {
    assertThatThrownBy(() -> WireFormat.readHeader(ByteBuffer.wrap(new byte[] {1, 0, 0, 0, 1})))
        .isInstanceOf(SerializationException.class)
        .hasMessage("wire header begins with 0, found 1");
    assertThatThrownBy(() -> WireFormat.readHeader(ByteBuffer.wrap(new byte[4])))
        .hasMessage("wire header needs 5 bytes, found 4");
  }
}
