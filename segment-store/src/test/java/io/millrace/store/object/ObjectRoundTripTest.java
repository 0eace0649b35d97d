package io.millrace.store.object;

import static io.millrace.store.object.SampleRows.assemble;
import static io.millrace.store.object.SampleRows.random;
import static io.millrace.store.object.SampleRows.rows;
import static io.millrace.store.object.SampleRows.store;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.model.Labels;
import io.millrace.store.filter.TextQuery;
import io.millrace.store.object.SampleRows.Row;
import io.millrace.store.objectstore.MemoryObjectStore;
import io.millrace.store.page.Codec;
import io.millrace.store.rows.Slice;
import io.millrace.store.segment.SegmentEncoding;
import io.millrace.store.segment.TenantSegmentEncoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectRoundTripTest {
  private static final TextQuery ANYTHING = new TextQuery.Anything();

  private final MemoryObjectStore bucket = new MemoryObjectStore();

  @ParameterizedTest
  @EnumSource(Codec.class)
  void rows_comeBackWithEachCodec(Codec codec) throws IOException {
    List<Row> written = random(7, 40, 60);
    SegmentEncoding encoding = new SegmentEncoding(codec, 1, 0, 32 << 10, 200);

    ObjectReader reader = store(bucket, assemble(encoding, written));

    assertThat(reader.codec()).isEqualTo(codec);
    assertThat(rows(all(reader))).isEqualTo(written);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void rows_comeBackFromSlicesOfAnySize(long seed) throws IOException {
    Random random = new Random(seed);
    List<Row> written = random(seed, 1 + random.nextInt(80), 1 + random.nextInt(40));
    SegmentEncoding encoding =
        new SegmentEncoding(Codec.LZ4, 0, 0, 1 + random.nextInt(20_000), 1 + random.nextInt(100));

    ObjectReader reader = store(bucket, assemble(encoding, written));

    assertThat(rows(all(reader))).as("seed %d", seed).isEqualTo(written);
  }

  @Test
  void rows_comeBackLoadedAhead() throws IOException {
    List<Row> written = random(11, 30, 100);
    ObjectReader reader =
        store(bucket, assemble(new SegmentEncoding(Codec.ZSTD, 3, 6, 8 << 10, 4096), written));
    List<Slice> slices = all(reader);

    reader.load(slices, EnumSet.allOf(Column.class));
    bucket.delete(reader.entry().name());

    assertThat(slices).hasSizeGreaterThan(10);
    assertThat(rows(slices)).isEqualTo(written);
  }

  @Test
  void segment_withoutRowsIsAnObjectWithoutRows() throws IOException {
    AssembledObject object = assemble(SegmentEncoding.flush(Codec.ZSTD), List.of());

    ObjectReader reader = store(bucket, object);

    assertThat(reader.entry().rows()).isZero();
    assertThat(all(reader)).isEmpty();
    assertThat(reader.streams(List.of(), Long.MIN_VALUE, Long.MAX_VALUE)).isEmpty();
  }

  @Test
  void row_aloneComesBack() throws IOException {
    List<Row> written =
        List.of(new Row(Labels.EMPTY, 0, "", new TreeMap<>(Map.of("trace_id", "abc"))));

    ObjectReader reader = store(bucket, assemble(SegmentEncoding.flush(Codec.ZSTD), written));

    assertThat(rows(all(reader))).isEqualTo(written);
    assertThat(reader.entry().rawBytes()).isEqualTo(3);
  }

  @Test
  void timestamps_mayBeAnyLong() throws IOException {
    Labels labels = Labels.of(Map.of("app", "clock"));
    List<Row> written = new ArrayList<>();
    for (long timestamp :
        new long[] {Long.MIN_VALUE, Long.MIN_VALUE, -1, 0, 1, Long.MAX_VALUE - 1, Long.MAX_VALUE}) {
      written.add(new Row(labels, timestamp, "tick", new TreeMap<>()));
    }

    ObjectReader reader = store(bucket, assemble(SegmentEncoding.flush(Codec.ZSTD), written));
    List<Slice> slices =
        reader.select(List.of(), Long.MIN_VALUE, Long.MAX_VALUE, ANYTHING).slices();

    assertThat(rows(slices)).isEqualTo(written);
    assertThat(reader.entry().minTimestamp()).isEqualTo(Long.MIN_VALUE);
    assertThat(reader.entry().maxTimestamp()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void line_largerThanASliceHasOneOfItsOwn() throws IOException {
    Labels labels = Labels.of(Map.of("app", "dump"));
    Random random = new Random(5);
    String large =
        random
            .ints(5 << 20, ' ', '~')
            .collect(StringBuilder::new, (b, c) -> b.append((char) c), StringBuilder::append)
            .toString();
    List<Row> written =
        List.of(
            new Row(labels, 1, "before", new TreeMap<>()),
            new Row(labels, 2, large, new TreeMap<>()),
            new Row(labels, 3, "after", new TreeMap<>()));

    ObjectReader reader = store(bucket, assemble(SegmentEncoding.flush(Codec.ZSTD), written));
    List<Slice> slices = all(reader);

    assertThat(slices).extracting(Slice::rows).containsExactly(1, 1, 1);
    assertThat(rows(slices)).isEqualTo(written);
  }

  @Test
  void streams_tenThousandOfOneRow() throws IOException {
    List<Row> written = new ArrayList<>();
    TreeMap<Labels, String> sorted = new TreeMap<>();
    for (int i = 0; i < 10_000; i++) {
      sorted.put(Labels.of(Map.of("app", "a" + i % 10, "pod", "pod-" + i)), "line " + i);
    }
    sorted.forEach((labels, line) -> written.add(new Row(labels, 9, line, new TreeMap<>())));

    ObjectReader reader = store(bucket, assemble(SegmentEncoding.flush(Codec.ZSTD), written));

    assertThat(reader.entry().streams()).isEqualTo(10_000);
    assertThat(rows(all(reader))).isEqualTo(written);
  }

  @Test
  void invalidUtf8_isRepairedAndCounted() throws IOException {
    byte[] line = {'a', (byte) 0xff, 'b'};
    byte[] metadata = SampleRows.avro(Map.of("k", "v!"));
    metadata[metadata.length - 2] = (byte) 0xc3;
    ObjectAssembler assembler = new ObjectAssembler(SampleRows.SEGMENT, SampleRows.TENANT);
    try (var encoder =
        new TenantSegmentEncoder(SegmentEncoding.flush(Codec.ZSTD), assembler::addPages)) {
      encoder.beginStream(Labels.EMPTY);
      encoder.addRow(1, line, 0, 3, metadata, 0, metadata.length);

      ObjectReader reader = store(bucket, assembler.finish(encoder.finish()));

      assertThat(rows(all(reader)))
          .containsExactly(
              new Row(Labels.EMPTY, 1, "a\ufffdb", new TreeMap<>(Map.of("k", "v\ufffd"))));
      assertThat(encoder.repairedTexts()).isEqualTo(2);
    }
  }

  @Test
  void bytes_areTheSameForTheSameRowsAndAReusedEncoder() {
    List<Row> rows = random(23, 20, 200);
    List<byte[]> payloads = new ArrayList<>();
    List<byte[]> again = new ArrayList<>();
    byte[] summary;
    byte[] summaryAgain;
    try (var encoder = new TenantSegmentEncoder(SegmentEncoding.flush(Codec.ZSTD), payloads::add);
        var reused = new TenantSegmentEncoder(SegmentEncoding.flush(Codec.ZSTD), again::add)) {
      SampleRows.add(encoder, rows);
      summary = encoder.finish();
      SampleRows.add(reused, random(24, 5, 500));
      reused.finish();
      SampleRows.add(reused, random(25, 5, 500));
      reused.reset();
      again.clear();
      SampleRows.add(reused, rows);
      summaryAgain = reused.finish();
    }

    assertThat(again).containsExactlyElementsOf(payloads);
    assertThat(summaryAgain).isEqualTo(summary);
  }

  @Test
  void payloads_areCutAtTheirLimit() throws IOException {
    List<Row> rows = new ArrayList<>();
    Random random = new Random(3);
    for (int i = 0; i < 3000; i++) {
      byte[] noise = new byte[600];
      random.nextBytes(noise);
      rows.add(
          new Row(
              Labels.EMPTY, i, new String(noise, StandardCharsets.ISO_8859_1), new TreeMap<>()));
    }
    List<byte[]> payloads = new ArrayList<>();
    try (var encoder = new TenantSegmentEncoder(SegmentEncoding.flush(Codec.ZSTD), payloads::add)) {
      SampleRows.add(encoder, rows);
      encoder.finish();
    }

    assertThat(payloads).hasSizeGreaterThan(2);
    assertThat(payloads)
        .allSatisfy(p -> assertThat(p.length).isBetween(1, TenantSegmentEncoder.PART_BYTES));
  }

  @Test
  void object_describesItself() throws IOException {
    List<Row> rows = random(31, 12, 30);
    AssembledObject object = assemble(SegmentEncoding.flush(Codec.SNAPPY), rows);

    ObjectReader reader = store(bucket, object);

    assertThat(reader.entry()).isEqualTo(object.entry());
    assertThat(reader.segments()).containsExactly(SampleRows.SEGMENT);
    assertThat(object.content().stream().mapToLong(ByteBuffer::remaining).sum())
        .isEqualTo(object.entry().bytes());
    assertThat(object.entry().name())
        .isEqualTo("logs/tenant=acme/c2VnbWVudC10b3BpYy1pZA-3/00000000000000001000-0.parquet");
    assertThat(object.entry().rows()).isEqualTo(rows.size());
    assertThat(object.entry().streams()).isEqualTo(12);
  }

  private static List<Slice> all(ObjectReader reader) throws IOException {
    return reader.select(List.of(), Long.MIN_VALUE, Long.MAX_VALUE, ANYTHING).slices();
  }
}
