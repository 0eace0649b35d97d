package io.millrace.schemas.chunks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.schemas.catalog.SegmentId;
import io.millrace.schemas.chunks.ChunkPart.Pages;
import io.millrace.schemas.chunks.ChunkPart.Summary;
import io.millrace.schemas.chunks.ChunkPart.Trailer;
import io.millrace.schemas.model.OffsetRange;
import io.millrace.schemas.model.TenantId;
import io.millrace.schemas.wire.WireFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChunkPartSerdeTest {
  private static final SegmentId SEGMENT = new SegmentId("kafka-id", new OffsetRange(3, 10, 20), 0);
  private static final TenantId TENANT = new TenantId("shop");

  private final ChunkPartSerde serde = new ChunkPartSerde();

  static Stream<ChunkPart> parts() {
    byte[] payload = new byte[3000];
    new Random(1).nextBytes(payload);
    return Stream.of(
        new Pages(SEGMENT, 0, TENANT, payload),
        new Summary(SEGMENT, 1, TENANT, new byte[0]),
        new Trailer(SEGMENT, 2, 1, 1L << 40, 3, 4));
  }

  @ParameterizedTest
  @MethodSource("parts")
  void part_survivesTheRoundTrip(ChunkPart part) {
    byte[] bytes = serde.encode("chunks", part);

    ChunkPart read = serde.deserialize("chunks", bytes);

    assertThat(read).usingRecursiveComparison().isEqualTo(part);
  }

  @ParameterizedTest
  @MethodSource("parts")
  void part_isReadOutOfALargerBuffer(ChunkPart part) {
    byte[] bytes = serde.encode("chunks", part);
    ByteBuffer heap = ByteBuffer.allocate(bytes.length + 20).position(7);
    heap.put(bytes).flip().position(7);
    ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();

    ChunkPart fromHeap = serde.deserialize("chunks", new RecordHeaders(), heap.slice());
    ChunkPart fromDirect = serde.deserialize("chunks", new RecordHeaders(), direct);

    assertThat(fromHeap).usingRecursiveComparison().isEqualTo(part);
    assertThat(fromDirect).usingRecursiveComparison().isEqualTo(part);
  }

  @ParameterizedTest
  @MethodSource("parts")
  void part_isWhatTheSchemaSays(ChunkPart part) throws IOException {
    Schema schema = new Schema.Parser().parse(Path.of("src/main/avro/ChunkPart.avsc").toFile());
    byte[] bytes = serde.encode("chunks", part);
    var decoder =
        DecoderFactory.get()
            .binaryDecoder(
                bytes, WireFormat.HEADER_BYTES, bytes.length - WireFormat.HEADER_BYTES, null);

    GenericRecord read = new GenericDatumReader<GenericRecord>(schema).read(null, decoder);

    assertThat(decoder.isEnd()).isTrue();
    assertThat(read.get("sequence")).isEqualTo(part.sequence());
    GenericRecord inner = (GenericRecord) read.get("part");
    switch (part) {
      case Pages pages ->
          assertThat(inner.get("payload")).isEqualTo(ByteBuffer.wrap(pages.payload()));
      case Summary summary ->
          assertThat(inner.get("payload")).isEqualTo(ByteBuffer.wrap(summary.payload()));
      case Trailer trailer -> assertThat(inner.get("rows")).isEqualTo(trailer.rows());
    }
  }

  @ParameterizedTest
  @MethodSource("parts")
  void truncatedPart_isRefused(ChunkPart part) {
    byte[] bytes = serde.encode("chunks", part);

    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> serde.deserialize("chunks", cut))
          .isInstanceOf(SerializationException.class);
    }
  }

  @Test
  void impossibleLength_isRefusedBeforeItIsAllocated() {
    byte[] bytes = serde.encode("chunks", new Pages(SEGMENT, 0, TENANT, new byte[0]));
    byte[] lying = Arrays.copyOf(bytes, bytes.length + 4);
    for (int i = 0; i < 4; i++) {
      lying[bytes.length - 1 + i] = (byte) 0xfe;
    }
    lying[lying.length - 1] = 0x0f;

    assertThatThrownBy(() -> serde.deserialize("chunks", lying))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("payload");
  }
}
