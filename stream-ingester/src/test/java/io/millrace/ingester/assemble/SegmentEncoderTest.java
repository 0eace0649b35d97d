package io.millrace.ingester.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ingester.assemble.TestRows.Row;
import io.millrace.schemas.catalog.SegmentId;
import io.millrace.schemas.chunks.ChunkPart;
import io.millrace.schemas.chunks.ChunkPartSerde;
import io.millrace.schemas.model.OffsetRange;
import io.millrace.schemas.wire.BadRecordException;
import io.millrace.schemas.wire.BuiltInSchemaIds;
import io.millrace.store.page.Codec;
import io.millrace.store.segment.SegmentEncoding;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SegmentEncoderTest {
  private static final SegmentId SEGMENT = new SegmentId("topic", new OffsetRange(3, 10, 40), 0);

  @Test
  void parts_comeByTenantAndEndWithTheTrailer() throws BadRecordException {
    List<ChunkPart> parts = encode(records(7));

    assertThat(parts).extracting(ChunkPart::sequence).isSorted().doesNotHaveDuplicates();
    assertThat(parts.getFirst().sequence()).isZero();
    assertThat(parts).allMatch(part -> part.segment().equals(SEGMENT));
    assertThat(parts)
        .filteredOn(part -> part instanceof ChunkPart.Summary)
        .extracting(part -> ((ChunkPart.Summary) part).tenant().value())
        .containsExactly("a", "b");
    assertThat(parts.getLast())
        .isInstanceOfSatisfying(
            ChunkPart.Trailer.class,
            trailer -> {
              assertThat(trailer.sequence()).isEqualTo(parts.size() - 1);
              assertThat(trailer.tenants()).isEqualTo(2);
              assertThat(trailer.deadLettered()).isEqualTo(2);
              assertThat(trailer.rows() + trailer.duplicates()).isEqualTo(30L * 200);
              assertThat(trailer.duplicates()).isPositive();
            });
  }

  @Test
  void theSameRecordsGiveTheSameBytes() throws BadRecordException {
    List<byte[]> records = records(11);
    ChunkPartSerde serde = new ChunkPartSerde();

    List<byte[]> once = encode(records).stream().map(p -> serde.encode("chunks", p)).toList();
    List<byte[]> again = encode(records).stream().map(p -> serde.encode("chunks", p)).toList();

    assertThat(again).hasSameSizeAs(once);
    for (int i = 0; i < once.size(); i++) {
      assertThat(again.get(i)).isEqualTo(once.get(i));
    }
  }

  @Test
  void aSegmentWithoutRowsIsATrailer() {
    List<ChunkPart> parts = new ArrayList<>();
    OpenSegment empty = new OpenSegment(new MemoryBudget(1 << 30));
    try (SegmentEncoder encoder = new SegmentEncoder(SegmentEncoding.flush(Codec.ZSTD))) {
      encoder.encode(SEGMENT, empty.rows(), RowOrder.of(empty.rows()), 30, parts::add);
    }

    assertThat(parts).containsExactly(new ChunkPart.Trailer(SEGMENT, 0, 0, 0, 30, 0));
  }

  /// Thirty records of two tenants.
  private static List<byte[]> records(long seed) {
    Random random = new Random(seed);
    List<byte[]> records = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      List<Row> rows = TestRows.random(random, i % 3 == 0 ? "b" : "a", 200);
      records.add(TestRows.batch(rows));
    }
    return records;
  }

  private static List<ChunkPart> encode(List<byte[]> records) throws BadRecordException {
    OpenSegment segment = new OpenSegment(new MemoryBudget(1 << 30));
    List<ChunkPart> parts = new ArrayList<>();
    try (RecordAppender appender = new RecordAppender(new BuiltInSchemaIds());
        SegmentEncoder encoder = new SegmentEncoder(SegmentEncoding.flush(Codec.ZSTD))) {
      for (byte[] record : records) {
        appender.append(record, segment);
      }
      encoder.encode(SEGMENT, segment.rows(), RowOrder.of(segment.rows()), 2, parts::add);
    }
    return parts;
  }
}
