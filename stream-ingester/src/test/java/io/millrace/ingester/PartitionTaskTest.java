package io.millrace.ingester;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.ingester.assemble.TestRows;
import io.millrace.ingester.assemble.TestRows.Row;
import io.millrace.ingester.descriptor.Descriptor;
import io.millrace.ingester.shelf.PartitionView;
import io.millrace.ingester.shelf.SegmentContent.Spilled;
import io.millrace.schemas.chunks.ChunkPart.Trailer;
import io.millrace.schemas.deadletter.DeadLetter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PartitionTaskTest {
  private static final String LINE = "z".repeat(1_000);

  @TempDir private Path directory;

  @Test
  void aFullSegmentIsCutWithinItsRecord() throws IOException {
    try (TaskFixture task = TaskFixture.inMemory(directory, 10_000)) {
      for (int i = 0; i < 25; i++) {
        task.push(List.of(new Row("a", "api", i, LINE)));
      }

      assertThat(task.trailers())
          .extracting(t -> t.segment().range().toString(), Trailer::rows)
          .containsExactly(tuple("0[0,10)", 10L), tuple("0[10,20)", 10L));
      assertThat(task.cuts("full")).isEqualTo(2);
      assertThat(task.view().openFrom()).isEqualTo(20);
      assertThat(task.view().next()).isEqualTo(25);
      assertThat(task.descriptors()).containsExactlyInAnyOrder("cut 0-10", "cut 10-20", "open 20");
    }
  }

  @Test
  void anOldSegmentIsCut() throws IOException {
    try (TaskFixture task = TaskFixture.inMemory(directory, 1 << 20)) {
      task.push(List.of(new Row("a", "api", 1, "x")));
      for (int minute = 1; minute < 10; minute++) {
        task.advance(Duration.ofMinutes(1));
        task.push(List.of(new Row("a", "api", 1 + minute, "x")));
      }
      assertThat(task.trailers()).isEmpty();

      task.advance(Duration.ofMinutes(1));

      assertThat(task.cuts("age")).isEqualTo(1);
      assertThat(task.trailers().getFirst().rows()).isEqualTo(10);
    }
  }

  @Test
  void anIdleSegmentIsCut() throws IOException {
    try (TaskFixture task = TaskFixture.inMemory(directory, 1 << 20)) {
      task.push(List.of(new Row("a", "api", 1, "x")));
      task.advance(Duration.ofSeconds(119));
      assertThat(task.trailers()).isEmpty();

      task.advance(Duration.ofSeconds(2));

      assertThat(task.cuts("idle")).isEqualTo(1);
    }
  }

  @Test
  void aSegmentAfterAPauseIsNotOldAtOnce() throws IOException {
    try (TaskFixture task = TaskFixture.inMemory(directory, 1 << 20)) {
      task.push(List.of(new Row("a", "api", 1, "x")));
      task.advance(Duration.ofMinutes(3));
      task.publish(1);
      task.advance(Duration.ofHours(5));

      task.push(List.of(new Row("a", "api", 2, "y")));
      task.advance(Duration.ofSeconds(1));

      assertThat(task.trailers()).hasSize(1);
    }
  }

  @Test
  void aFlushCutsWhatItAskedFor() throws IOException {
    try (TaskFixture task = TaskFixture.inMemory(directory, 1 << 20)) {
      task.push(List.of(new Row("a", "api", 1, "x")));
      task.parts().flushes().ask(0, 2);
      task.advance(Duration.ofMillis(200));
      assertThat(task.trailers()).isEmpty();

      task.push(List.of(new Row("a", "api", 2, "x")));
      task.advance(Duration.ofMillis(200));

      assertThat(task.cuts("flush")).isEqualTo(1);
      assertThat(task.trailers().getFirst().segment().range().to()).isEqualTo(2);
    }
  }

  @Test
  void memoryThatIsUsedUpSpillsAndCuts() throws IOException {
    try (TaskFixture task =
        TaskFixture.with(directory, new TaskFixture.Limits(1 << 30, 1 << 20, 1 << 30))) {
      for (int i = 0; i < 3_000; i++) {
        task.push(List.of(new Row("a", "api", i, LINE)));
        assertThat(task.parts().budget().used()).isLessThan(2 << 20);
      }

      assertThat(task.cuts("memory")).isPositive();
      assertThat(task.view().sealed())
          .isNotEmpty()
          .allMatch(segment -> segment.content() instanceof Spilled);
      assertThat(task.tiled()).isTrue();
    }
  }

  @Test
  void rowsAreSortedAndEqualOnesDropped() throws IOException {
    try (TaskFixture task = TaskFixture.inMemory(directory, 1 << 20)) {
      task.push(List.of(new Row("b", "api", 9, "late"), new Row("b", "api", 3, "early")));
      task.push(List.of(new Row("a", "web", 5, "x"), new Row("a", "api", 5, "x")));
      task.push(List.of(new Row("b", "api", 3, "early"), new Row("b", "api", 3, "other")));

      task.flush();

      assertThat(task.trailers())
          .singleElement()
          .satisfies(
              trailer -> {
                assertThat(trailer.rows()).isEqualTo(5);
                assertThat(trailer.duplicates()).isEqualTo(1);
                assertThat(trailer.tenants()).isEqualTo(2);
              });
      assertThat(task.published())
          .containsExactly(
              new Row("a", "api", 5, "x"),
              new Row("a", "web", 5, "x"),
              new Row("b", "api", 3, "early"),
              new Row("b", "api", 3, "other"),
              new Row("b", "api", 9, "late"));
    }
  }

  @Test
  void badRecordsGoToTheDeadLettersAndCount() throws IOException {
    byte[] garbage = "not Avro at all".getBytes(UTF_8);
    byte[] otherSchema = {0, 0, 0, 0, 99, 1, 2, 3};
    byte[] badTenant = TestRows.batch(List.of(new Row("../etc", "api", 1, "x")));
    try (TaskFixture task = TaskFixture.inMemory(directory, 1 << 20)) {
      task.push(List.of(new Row("a", "api", 1, "x")));
      task.pushBytes("key".getBytes(UTF_8), garbage);
      task.pushBytes(new byte[0], otherSchema);
      task.pushBytes(new byte[0], badTenant);
      task.push(List.of(new Row("a", "api", 2, "y")));

      task.flush();

      List<TestRecord<byte[], byte[]>> letters = task.deadLetters();
      assertThat(letters)
          .extracting(letter -> DeadLetter.from(letter.headers()).sourceOffset())
          .containsExactly(1L, 2L, 3L);
      assertThat(letters)
          .allSatisfy(
              letter -> {
                DeadLetter reason = DeadLetter.from(letter.headers());
                assertThat(reason.errorClass()).isEqualTo("BadRecordException");
                assertThat(reason.sourceTopic()).isEqualTo("millrace.logs");
              });
      assertThat(letters.getFirst().value()).isEqualTo(garbage);
      assertThat(letters.getFirst().key()).isEqualTo("key".getBytes(UTF_8));
      assertThat(task.trailers())
          .singleElement()
          .satisfies(
              trailer -> {
                assertThat(trailer.segment().range().toString()).isEqualTo("0[0,5)");
                assertThat(trailer.rows()).isEqualTo(2);
                assertThat(trailer.deadLettered()).isEqualTo(3);
              });
    }
  }

  @Test
  void aBadRecordLargerThanATopicTakesIsCutShort() throws IOException {
    try (TaskFixture task = TaskFixture.inMemory(directory, 1 << 20)) {
      task.pushBytes(new byte[100], new byte[17 << 20]);

      TestRecord<byte[], byte[]> letter = task.deadLetters().getFirst();
      assertThat(letter.key()).hasSize(100);
      assertThat(letter.value().length).isBetween(15 << 20, (16 << 20) - 100);
      assertThat(DeadLetter.from(letter.headers()).errorMessage())
          .endsWith("(value of 17825792 bytes cut short)");
    }
  }

  @Test
  void aSegmentIsHeldUntilTheCatalogHasIt() throws IOException {
    try (TaskFixture task = TaskFixture.inMemory(directory, 1 << 20)) {
      task.push(List.of(new Row("a", "api", 1, "x")));
      task.flush();
      assertThat(task.view().sealed()).hasSize(1);

      task.publish(1);
      task.advance(Duration.ofSeconds(1));

      assertThat(task.view().sealed()).isEmpty();
      assertThat(task.descriptors()).containsExactly("open 1");
    }
  }

  @Test
  void aRestartReadsWhatWasInMemoryAgain() throws IOException {
    MemorySourceLog log = new MemorySourceLog();
    Map<Long, Descriptor> stored;
    try (TaskFixture before = TaskFixture.over(directory, log, Map.of())) {
      before.push(List.of(new Row("a", "api", 1, "sealed")));
      before.flush();
      before.push(List.of(new Row("a", "api", 2, "open")));
      before.pushBytes(new byte[0], new byte[] {1});
      stored = before.store();
      log.commit(3);
    }

    try (TaskFixture after = TaskFixture.over(directory, log, stored)) {
      PartitionView view = after.view();
      assertThat(view.from()).isZero();
      assertThat(view.openFrom()).isEqualTo(1);
      assertThat(view.next()).isEqualTo(3);
      assertThat(view.open().rows()).isEqualTo(1);
      after.skipTo(3);
      after.push(List.of(new Row("a", "api", 3, "new")));
      after.flush();

      assertThat(after.deadLetters()).isEmpty();
      assertThat(after.trailers())
          .singleElement()
          .satisfies(
              trailer -> {
                assertThat(trailer.segment().range().toString()).isEqualTo("0[1,4)");
                assertThat(trailer.rows()).isEqualTo(2);
                assertThat(trailer.deadLettered()).isEqualTo(1);
              });
    }
  }

  @Test
  void aRangeThatIsCutAgainGivesTheSameBytes() throws IOException {
    MemorySourceLog log = new MemorySourceLog();
    List<byte[]> first;
    try (TaskFixture task = TaskFixture.over(directory, log, Map.of())) {
      Random random = new Random(42);
      for (int i = 0; i < 40; i++) {
        task.push(TestRows.random(random, i % 2 == 0 ? "a" : "b", 50));
      }
      task.flush();
      first = task.chunkValues();
    }
    log.commit(40);

    try (TaskFixture again =
        TaskFixture.over(
            directory, log, Map.of(-1L, new Descriptor.Open(log.topicId(), 0, 0, 0)))) {
      again.flush();

      assertThat(again.chunkValues()).hasSameSizeAs(first).hasSizeGreaterThan(2);
      for (int i = 0; i < first.size(); i++) {
        assertThat(again.chunkValues().get(i)).isEqualTo(first.get(i));
      }
    }
  }

  @Test
  void moreThanASegmentToReadAgainIsCutOnTheWay() throws IOException {
    MemorySourceLog log = new MemorySourceLog();
    for (int i = 0; i < 35; i++) {
      log.add(TestRows.batch(List.of(new Row("a", "api", i, LINE))));
    }
    log.commit(35);

    try (TaskFixture task = TaskFixture.over(directory, log, Map.of(), 10_000)) {
      assertThat(task.view().starting()).isTrue();
      task.advance(Duration.ofMillis(200));

      assertThat(task.view().starting()).isFalse();
      assertThat(task.view().next()).isEqualTo(35);
      assertThat(task.trailers())
          .extracting(t -> t.segment().range().toString())
          .containsExactly("0[0,10)", "0[10,20)", "0[20,30)");
    }
  }

  @Test
  void recordsThatRetentionTookAreLeftOutAloud() throws IOException {
    MemorySourceLog log = new MemorySourceLog();
    for (int i = 0; i < 6; i++) {
      log.add(TestRows.batch(List.of(new Row("a", "api", i, "x"))));
    }
    log.commit(6);
    log.truncate(4);

    try (TaskFixture task =
        TaskFixture.over(
            directory, log, Map.of(-1L, new Descriptor.Open(log.topicId(), 0, 0, 0)))) {
      task.flush();

      assertThat(task.trailers())
          .singleElement()
          .satisfies(
              trailer -> {
                assertThat(trailer.segment().range().toString()).isEqualTo("0[0,6)");
                assertThat(trailer.rows()).isEqualTo(2);
              });
    }
  }

  @Test
  void aTopicMadeAnewBeginsAnew() throws IOException {
    MemorySourceLog log = new MemorySourceLog();
    Map<Long, Descriptor> stored =
        Map.of(
            -1L, new Descriptor.Open(log.topicId(), 0, 50, 0),
            40L, new Descriptor.Cut(log.topicId(), 0, 40, 50));
    log.recreate();

    try (TaskFixture task = TaskFixture.over(directory, log, stored)) {
      task.push(List.of(new Row("a", "api", 1, "x")));
      task.flush();

      assertThat(task.trailers())
          .singleElement()
          .satisfies(
              trailer -> {
                assertThat(trailer.segment().topicId()).isEqualTo(log.topicId().toString());
                assertThat(trailer.segment().range().toString()).isEqualTo("0[0,1)");
              });
      assertThat(task.descriptors()).containsExactlyInAnyOrder("cut 0-1", "open 1");
    }
  }

  @Test
  void anIdlePartitionHasNoClock() throws IOException {
    try (TaskFixture task = TaskFixture.inMemory(directory, 1 << 20)) {
      task.push(List.of(new Row("a", "api", 1, "x")));
      task.flush();
      task.publish(1);
      task.advance(Duration.ofSeconds(1));
      int asked = task.watermarkQuestions();

      task.advance(Duration.ofHours(1));

      assertThat(task.watermarkQuestions()).isEqualTo(asked);
    }
  }
}
