package io.millrace.schemas.logs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.schemas.logs.Batches.EntryOf;
import io.millrace.schemas.logs.Batches.StreamOf;
import io.millrace.schemas.model.Label;
import io.millrace.schemas.wire.BadRecordException;
import io.millrace.schemas.wire.BuiltInSchemaIds;
import io.millrace.schemas.wire.WireFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class LogBatchTest {
  private final LogBatchReader reader = new LogBatchReader(new BuiltInSchemaIds(), 1 << 20);

  @AfterEach
  void close() {
    reader.close();
  }

  @ParameterizedTest
  @EnumSource(BatchCodec.class)
  void read_givesWhatWasWritten(BatchCodec codec) throws BadRecordException {
    for (int seed = 0; seed < 300; seed++) {
      Batches batch = Batches.random(new Random(seed));

      byte[] value = batch.write(codec, WireFormat.LOG_BATCH);

      assertThat(Batches.read(reader, value)).as("seed %d", seed).isEqualTo(batch);
    }
  }

  @Test
  void writer_isEmptyAfterEachRecord() throws BadRecordException {
    try (var writer = new LogBatchWriter(WireFormat.LOG_BATCH, BatchCodec.LZ4)) {
      byte[] line = "x".repeat(1000).getBytes(UTF_8);
      for (int i = 1; i <= 3; i++) {
        writer.stream(new byte[] {0}, 0, 1, i);
        for (int e = 0; e < i; e++) {
          writer.entry(e, line, 0, line.length, new byte[] {0}, 0, 1);
        }

        byte[] value = writer.finish("t".getBytes(UTF_8));

        assertThat(value).hasSizeLessThan(200);
        assertThat(Batches.read(reader, value).streams()).hasSize(1);
        assertThat(Batches.read(reader, value).streams().getFirst().entries()).hasSize(i);
        assertThat(writer.isEmpty()).isTrue();
        assertThat(writer.rawBytes()).isZero();
      }
    }
  }

  @Test
  void writer_refusesEntriesThatWereNotAnnounced() {
    try (var writer = new LogBatchWriter(WireFormat.LOG_BATCH, BatchCodec.NONE)) {
      writer.stream(new byte[] {0}, 0, 1, 1);

      assertThatThrownBy(() -> writer.finish(new byte[] {'t'}))
          .hasMessage("stream lacks 1 entries that were announced");
      writer.entry(1, new byte[0], 0, 0, new byte[] {0}, 0, 1);
      assertThatThrownBy(() -> writer.entry(1, new byte[0], 0, 0, new byte[] {0}, 0, 1))
          .hasMessage("stream has more entries than were announced");
    }
  }

  @Test
  void read_refusesAPayloadAboveItsCap() {
    Batches batch =
        new Batches(
            "t",
            List.of(
                new StreamOf(List.of(), List.of(new EntryOf(1, "x".repeat(2 << 20), List.of())))));

    byte[] value = batch.write(BatchCodec.LZ4, WireFormat.LOG_BATCH);

    assertThatThrownBy(() -> Batches.read(reader, value))
        .isInstanceOf(BadRecordException.class)
        .hasMessageContaining("raw size must be 0 to 1048576");
  }

  @Test
  void read_refusesAnUnknownSchemaId() {
    byte[] value = Batches.random(new Random(1)).write(BatchCodec.LZ4, 7);

    assertThatThrownBy(() -> Batches.read(reader, value))
        .isInstanceOf(BadRecordException.class)
        .hasMessage("unknown schema id 7");
  }

  @Test
  void read_refusesTextThatIsNotUtf8() {
    Batches batch =
        new Batches("t", List.of(new StreamOf(List.of(), List.of(new EntryOf(1, "Q", List.of())))));
    byte[] value = batch.write(BatchCodec.NONE, WireFormat.LOG_BATCH);
    for (int i = 0; i < value.length; i++) {
      if (value[i] == 'Q') {
        value[i] = (byte) 0xFF;
      }
    }

    assertThatThrownBy(() -> Batches.read(reader, value))
        .isInstanceOf(BadRecordException.class)
        .hasMessageContaining("line is not utf-8");
  }

  @Test
  void read_refusesATenantThatBreaksTheRules() {
    byte[] value = new Batches("a/b", List.of()).write(BatchCodec.NONE, WireFormat.LOG_BATCH);

    assertThatThrownBy(() -> Batches.read(reader, value))
        .hasMessage("tenant ID 'a/b' contains unsupported character '/'");
  }

  @ParameterizedTest
  @EnumSource(BatchCodec.class)
  void read_refusesARecordCutAnywhere(BatchCodec codec) {
    byte[] value = Batches.random(new Random(5)).write(codec, WireFormat.LOG_BATCH);

    for (int length = 0; length < value.length; length++) {
      byte[] cut = Arrays.copyOf(value, length);
      assertThatThrownBy(() -> Batches.read(reader, cut))
          .as("length %d", length)
          .isInstanceOf(BadRecordException.class);
    }
  }

  @ParameterizedTest
  @EnumSource(BatchCodec.class)
  void read_survivesFlippedBytes(BatchCodec codec) {
    for (int seed = 0; seed < 3000; seed++) {
      Random random = new Random(seed);
      byte[] value = Batches.random(random).write(codec, WireFormat.LOG_BATCH);
      for (int i = random.nextInt(1, 5); i > 0; i--) {
        value[random.nextInt(WireFormat.HEADER_BYTES, value.length)] = (byte) random.nextInt();
      }

      try {
        Batches found = Batches.read(reader, value);
        assertThat(found.tenant()).as("seed %d", seed).isNotEmpty();
      } catch (BadRecordException expected) {
        assertThat(expected.getMessage()).as("seed %d", seed).isNotBlank();
      }
    }
  }

  @Test
  void normalForm_isTheSameForAllOrdersAndLeavesOutEmptyValues() throws BadRecordException {
    byte[] ascending = LabelMapCodec.encode(List.of(new Label("a", "1"), new Label("b", "2")));
    byte[] descending =
        LabelMapCodec.encode(List.of(new Label("b", "2"), new Label("c", ""), new Label("a", "1")));
    byte[] twoBlocks = {2, 2, 'b', 2, '2', 1, 8, 2, 'a', 2, '1', 0};

    assertThat(descending).isEqualTo(ascending);
    assertThat(LabelMapCodec.normalize(twoBlocks, 0, twoBlocks.length)).isEqualTo(ascending);
    assertThat(LabelMapCodec.encode(List.of())).containsExactly(0);
  }
}
