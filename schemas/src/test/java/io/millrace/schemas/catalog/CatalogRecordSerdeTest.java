package io.millrace.schemas.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.millrace.schemas.catalog.CatalogRecord.ObjectDeleted;
import io.millrace.schemas.catalog.CatalogRecord.ObjectsReplaced;
import io.millrace.schemas.catalog.CatalogRecord.SegmentPublished;
import io.millrace.schemas.model.OffsetRange;
import io.millrace.schemas.model.TenantId;
import io.millrace.schemas.wire.RegistrySchemaIds;
import io.millrace.schemas.wire.WireFormat;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogRecordSerdeTest {
  private static final SegmentId SEGMENT = new SegmentId("kafka-id", new OffsetRange(3, 10, 20), 1);
  private static final ObjectEntry ENTRY =
      new ObjectEntry(
          new TenantId("shop"), "a/b", 4096, 17, 2, 1L << 40, -5, 1_790_000_000_123_456_789L);

  private final CatalogRecordSerde serde = new CatalogRecordSerde();

  static Stream<CatalogRecord> records() {
    return Stream.of(
        new SegmentPublished(SEGMENT, List.of(ENTRY, ENTRY), 1, 2, 1_790_000_000_123L),
        new SegmentPublished(SEGMENT, List.of(), 0, 0, 0),
        new ObjectsReplaced("compaction-1", List.of("a/b", "ä/ö"), List.of(ENTRY), 7),
        new ObjectDeleted("a/b", 8));
  }

  @ParameterizedTest
  @MethodSource("records")
  void record_survivesTheRoundTrip(CatalogRecord event) {
    byte[] bytes = serde.encode("catalog", event);

    assertThat(serde.deserialize("catalog", bytes)).isEqualTo(event);
  }

  @ParameterizedTest
  @MethodSource("records")
  void record_isWhatTheSchemaSays(CatalogRecord event) throws IOException {
    Schema schema = new Schema.Parser().parse(Path.of("src/main/avro/CatalogRecord.avsc").toFile());
    byte[] bytes = serde.encode("catalog", event);
    var decoder =
        DecoderFactory.get()
            .binaryDecoder(
                bytes, WireFormat.HEADER_BYTES, bytes.length - WireFormat.HEADER_BYTES, null);

    GenericRecord read = new GenericDatumReader<GenericRecord>(schema).read(null, decoder);

    assertThat(decoder.isEnd()).isTrue();
    GenericRecord inner = (GenericRecord) read.get("event");
    assertThat(inner.getSchema().getName()).isEqualTo(event.getClass().getSimpleName());
    switch (event) {
      case SegmentPublished published -> {
        assertThat(((GenericRecord) inner.get("segment")).get("to")).isEqualTo(20L);
        assertThat((List<?>) inner.get("objects")).hasSize(published.objects().size());
        assertThat(inner.get("publishedAt")).isEqualTo(published.publishedAtMillis());
      }
      case ObjectsReplaced replaced -> {
        GenericRecord added = (GenericRecord) ((List<?>) inner.get("added")).getFirst();
        assertThat(added.get("maxTimestamp")).isEqualTo(ENTRY.maxTimestamp());
        assertThat(inner.get("replacedAt")).isEqualTo(replaced.replacedAtMillis());
      }
      case ObjectDeleted deleted ->
          assertThat(inner.get("deletedAt")).isEqualTo(deleted.deletedAtMillis());
    }
  }

  @ParameterizedTest
  @MethodSource("records")
  void truncatedRecord_isRefused(CatalogRecord event) {
    byte[] bytes = serde.encode("catalog", event);

    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> serde.deserialize("catalog", cut))
          .isInstanceOf(SerializationException.class);
    }
  }

  @Test
  void foreignSchema_isRefused() {
    byte[] bytes = serde.encode("catalog", new ObjectDeleted("a", 1));
    WireFormat.writeHeader(bytes, 0, 99);

    assertThatThrownBy(() -> serde.deserialize("catalog", bytes))
        .isInstanceOf(SerializationException.class)
        .hasMessage(
            "catalog holds records of schema CatalogRecord (built-in id 1297239042), found id 99");
  }

  @Test
  void registeredId_isWrittenAndReadBesideTheBuiltInOne() throws IOException {
    String text = Files.readString(Path.of("src/main/avro/CatalogRecord.avsc"));
    Schema schema = new Schema.Parser().parse(text);
    CatalogRecord event = new ObjectDeleted("a", 1);
    byte[] earlier = serde.encode("catalog", event);
    HttpServer registry = registry(17, schema);
    try (var ids =
        new RegistrySchemaIds(URI.create("http://127.0.0.1:" + registry.getAddress().getPort()))) {
      byte[] bytes = new CatalogRecordSerde(ids).encode("catalog", event);
      var reader = new CatalogRecordSerde(ids);

      assertThat(WireFormat.readHeader(ByteBuffer.wrap(bytes))).isEqualTo(17);
      assertThat(reader.deserialize("catalog", bytes)).isEqualTo(event);
      assertThat(reader.deserialize("catalog", earlier)).isEqualTo(event);
      WireFormat.writeHeader(bytes, 0, 18);
      assertThatThrownBy(() -> reader.deserialize("catalog", bytes))
          .isInstanceOf(SerializationException.class);
    } finally {
      registry.stop(0);
    }
  }

  /// Knows `schema` as `id`, and nothing else.
  private static HttpServer registry(int id, Schema schema) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/subjects/catalog-value/versions", e -> answer(e, "{\"id\":" + id + "}"));
    String quoted = new ObjectMapper().writeValueAsString(schema.toString());
    server.createContext("/schemas/ids/" + id, e -> answer(e, "{\"schema\":" + quoted + "}"));
    server.start();
    return server;
  }

  private static void answer(HttpExchange exchange, String body) throws IOException {
    exchange.getRequestBody().readAllBytes();
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Test
  void tombstone_staysNull() {
    assertThat(serde.serialize("catalog", null)).isNull();
    assertThat(serde.deserialize("catalog", (byte[]) null)).isNull();
  }

  @Test
  void key_tellsRangesAndEpochsApart() {
    var other = new SegmentId("kafka-id", new OffsetRange(3, 10, 21), 1);

    assertThat(new SegmentPublished(SEGMENT, List.of(), 0, 0, 0).key())
        .isEqualTo("segment/kafka-id/3/10-20/1")
        .isNotEqualTo(new SegmentPublished(other, List.of(), 0, 0, 0).key());
  }
}
