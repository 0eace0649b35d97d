package io.millrace.schemas.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.logs.Batches.EntryOf;
import io.millrace.schemas.logs.Batches.StreamOf;
import io.millrace.schemas.model.Label;
import io.millrace.schemas.wire.BadRecordException;
import io.millrace.schemas.wire.BuiltInSchemaIds;
import io.millrace.schemas.wire.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jpountz.lz4.LZ4Factory;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Avro's own reader and writer against ours.
final class AvroInteropTest {
  private static final Schema ARRAY =
      LogBatchSchema.V1.getField("streams").schema().getTypes().get(0);
  private static final Schema STREAM = ARRAY.getElementType();
  private static final Schema ENTRY = STREAM.getField("entries").schema().getElementType();

  private final LogBatchReader reader = new LogBatchReader(new BuiltInSchemaIds(), 1 << 20);

  @AfterEach
  void close() {
    reader.close();
  }

  @Test
  void genericReader_readsWhatTheWriterWrites() throws IOException {
    for (int seed = 0; seed < 100; seed++) {
      Batches batch = Batches.random(new Random(seed));

      GenericRecord plain = genericRead(batch.write(BatchCodec.NONE, WireFormat.LOG_BATCH));

      assertThat(plain.get("tenant")).hasToString(batch.tenant());
      assertThat(fromGeneric(plain.get("streams"))).as("seed %d", seed).isEqualTo(batch.streams());
    }
  }

  @Test
  void genericReader_readsTheCompressedBranch() throws IOException {
    Batches batch = repetitive();

    GenericRecord record = genericRead(batch.write(BatchCodec.LZ4, WireFormat.LOG_BATCH));

    GenericRecord compressed = (GenericRecord) record.get("streams");
    assertThat(compressed.get("codec")).hasToString("LZ4");
    ByteBuffer payload = (ByteBuffer) compressed.get("payload");
    byte[] packed = new byte[payload.remaining()];
    payload.get(packed);
    byte[] raw =
        LZ4Factory.safeInstance()
            .safeDecompressor()
            .decompress(packed, (int) compressed.get("rawSize"));
    Object streams =
        new GenericDatumReader<>(ARRAY).read(null, DecoderFactory.get().binaryDecoder(raw, null));
    assertThat(fromGeneric(streams)).isEqualTo(batch.streams());
  }

  @Test
  void reader_readsWhatTheGenericWriterWrites() throws IOException, BadRecordException {
    for (int seed = 0; seed < 100; seed++) {
      Batches batch = Batches.random(new Random(seed));

      byte[] value = genericWrite(batch, false);

      assertThat(Batches.read(reader, value)).as("seed %d", seed).isEqualTo(batch);
    }
  }

  @Test
  void reader_readsManyBlocksWithSizes() throws IOException, BadRecordException {
    for (int seed = 0; seed < 100; seed++) {
      Batches batch = Batches.random(new Random(seed));

      byte[] value = genericWrite(batch, true);

      assertThat(Batches.read(reader, value)).as("seed %d", seed).isEqualTo(batch);
    }
  }

  @Test
  void reader_normalizesForeignMetadata() throws BadRecordException {
    byte[] value = {
      0, 0x4D, 0x52, 0x4C, 1, 2, 't', 0, 2, 0, 2, 14, 2, 'x', //
      3, 16, 2, 'b', 2, '2', 2, 'a', 2, '1', 2, 2, 'a', 2, '3', 0, 0, 0
    };
    Batches found = Batches.read(reader, value);

    assertThat(found.streams().getFirst().entries())
        .containsExactly(new EntryOf(7, "x", List.of(new Label("a", "3"), new Label("b", "2"))));
  }

  private static Batches repetitive() {
    List<EntryOf> entries = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      entries.add(new EntryOf(i, "the same line again", List.of()));
    }
    return new Batches("t", List.of(new StreamOf(List.of(new Label("a", "b")), entries)));
  }

  private static List<StreamOf> fromGeneric(Object streams) {
    List<StreamOf> found = new ArrayList<>();
    for (Object stream : (List<?>) streams) {
      var record = (GenericRecord) stream;
      List<EntryOf> entries = new ArrayList<>();
      for (Object entry : (List<?>) record.get("entries")) {
        var row = (GenericRecord) entry;
        entries.add(
            new EntryOf(
                (long) row.get("timestamp"),
                row.get("line").toString(),
                labels(row.get("metadata"))));
      }
      found.add(new StreamOf(labels(record.get("labels")), entries));
    }
    return found;
  }

  private static List<Label> labels(Object map) {
    return ((Map<?, ?>) map)
        .entrySet().stream()
            .map(pair -> new Label(pair.getKey().toString(), pair.getValue().toString()))
            .sorted(Comparator.comparing(Label::name))
            .toList();
  }

  private static GenericRecord genericRead(byte[] value) throws IOException {
    return new GenericDatumReader<GenericRecord>(LogBatchSchema.V1)
        .read(
            null,
            DecoderFactory.get()
                .binaryDecoder(
                    value, WireFormat.HEADER_BYTES, value.length - WireFormat.HEADER_BYTES, null));
  }

  private static byte[] genericWrite(Batches batch, boolean blocks) throws IOException {
    var record = new GenericData.Record(LogBatchSchema.V1);
    record.put("tenant", batch.tenant());
    record.put("streams", toGeneric(batch));
    var out = new ByteArrayOutputStream();
    byte[] header = new byte[WireFormat.HEADER_BYTES];
    WireFormat.writeHeader(header, 0, WireFormat.LOG_BATCH);
    out.write(header);
    Encoder encoder =
        blocks
            ? new EncoderFactory().configureBlockSize(64).blockingBinaryEncoder(out, null)
            : EncoderFactory.get().binaryEncoder(out, null);
    new GenericDatumWriter<GenericRecord>(LogBatchSchema.V1).write(record, encoder);
    encoder.flush();
    return out.toByteArray();
  }

  private static GenericData.Array<GenericRecord> toGeneric(Batches batch) {
    List<GenericRecord> streams = new ArrayList<>();
    for (StreamOf stream : batch.streams()) {
      List<GenericRecord> entries = new ArrayList<>();
      for (EntryOf entry : stream.entries()) {
        var generic = new GenericData.Record(ENTRY);
        generic.put("timestamp", entry.timestamp());
        generic.put("line", entry.line());
        generic.put("metadata", Batches.map(entry.metadata()));
        entries.add(generic);
      }
      var generic = new GenericData.Record(STREAM);
      Map<String, String> labels = Batches.map(stream.labels());
      generic.put("labels", labels);
      generic.put("entries", entries);
      streams.add(generic);
    }
    return new GenericData.Array<>(ARRAY, streams);
  }
}
