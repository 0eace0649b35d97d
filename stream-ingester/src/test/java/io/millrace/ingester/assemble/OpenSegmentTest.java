package io.millrace.ingester.assemble;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.ingester.assemble.TestRows.Row;
import io.millrace.schemas.wire.BadRecordException;
import io.millrace.schemas.wire.BuiltInSchemaIds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class OpenSegmentTest {
  private static final long LIMIT = 1 << 30;

  @Test
  void rows_takenEarlierStayAsTheyWere() {
    OpenSegment segment = new OpenSegment(new MemoryBudget(LIMIT));
    TestRows.append(segment, List.of(new Row("a", "api", 5, "first")));
    SegmentRows taken = segment.rows();

    TestRows.append(segment, TestRows.random(new Random(1), "b", 50_000));

    assertThat(taken.rows()).isEqualTo(1);
    assertThat(taken.streamCount()).isEqualTo(1);
    assertThat(taken.timestamp(0)).isEqualTo(5);
    assertThat(taken.rawBytes(0)).isEqualTo(5);
    assertThat(segment.rows().rows()).isEqualTo(50_001);
  }

  @Test
  void rows_areShownByRecord() {
    OpenSegment segment = new OpenSegment(new MemoryBudget(LIMIT));
    byte[] line = {'x'};

    segment.add(segment.streamId(new Row("a", "api", 1, "").stream()), 1, line, 0, 1, line, 0, 0);

    assertThat(segment.rows().rows()).isZero();
    segment.publish();
    assertThat(segment.rows().rows()).isEqualTo(1);
  }

  @Test
  void rows_areWholeForReadersWhileMoreAreAppended() throws Exception {
    OpenSegment segment = new OpenSegment(new MemoryBudget(LIMIT));
    int records = 3_000;
    AtomicBoolean done = new AtomicBoolean();
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Integer> reading =
          executor.submit(
              () -> {
                int seen = 0;
                while (!done.get() || seen < 10 * records) {
                  SegmentRows rows = segment.rows();
                  assertThat(rows.rows()).isGreaterThanOrEqualTo(seen);
                  assertThat(rows.rows() % 10).isZero();
                  for (int row = seen; row < rows.rows(); row++) {
                    String expected = "line " + rows.timestamp(row);
                    assertThat(rows.matches(row, (b, at, n) -> isText(expected, b, at, n)))
                        .isTrue();
                  }
                  seen = rows.rows();
                }
                return seen;
              });
      for (int record = 0; record < records; record++) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
          long number = 10L * record + i;
          rows.add(new Row("a", "app-" + number % 300, number, "line " + number));
        }
        TestRows.append(segment, rows);
      }
      done.set(true);

      assertThat(reading.get()).isEqualTo(10 * records);
    }
  }

  private static boolean isText(String expected, byte[] bytes, int at, int length) {
    return new String(bytes, at, length, UTF_8).equals(expected);
  }

  @Test
  void budget_countsWhatIsHeldUntilItIsReleased() {
    MemoryBudget budget = new MemoryBudget(8 << 20);
    OpenSegment segment = new OpenSegment(budget);
    String line = "y".repeat(10_000);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 700; i++) {
      rows.add(new Row("a", "api", i, line));
    }

    TestRows.append(segment, rows);

    assertThat(budget.used()).isBetween(7_000_000L, 7_500_000L).isEqualTo(segment.heapBytes());
    assertThat(budget.isTight()).isTrue();
    assertThat(budget.isExceeded()).isFalse();
    segment.release();
    assertThat(budget.used()).isZero();
  }

  @Test
  void aRowLargerThanABlockIsKeptWhole() {
    OpenSegment segment = new OpenSegment(new MemoryBudget(LIMIT));
    String large = "z".repeat(3 << 20);

    TestRows.append(
        segment, List.of(new Row("a", "api", 1, "small"), new Row("a", "api", 2, large)));

    SegmentRows rows = segment.rows();
    assertThat(rows.rawBytes(1)).isEqualTo(3 << 20);
    assertThat(rows.matches(1, (bytes, at, length) -> bytes[at + length - 1] == 'z')).isTrue();
    assertThat(rows.rawBytes(0)).isEqualTo(5);
  }

  @Test
  void manySmallStreamsCostLittleMoreThanTheirBytes() {
    MemoryBudget budget = new MemoryBudget(LIMIT);
    OpenSegment segment = new OpenSegment(budget);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 50_000; i++) {
      rows.add(
          new Row("a", "app-" + i % 5_000, i, "a line of some fifty bytes, as they often are"));
    }

    TestRows.append(segment, rows);

    assertThat(segment.rows().streamCount()).isEqualTo(5_000);
    assertThat(budget.used()).isLessThan(3 * segment.rawBytes());
  }

  @Test
  void append_takesEveryRowOfARecord() throws BadRecordException {
    OpenSegment segment = new OpenSegment(new MemoryBudget(LIMIT));
    Row other = new Row("a", Map.of("app", "web"), 9, "other", Map.of("trace_id", "00ff"));
    try (RecordAppender appender = new RecordAppender(new BuiltInSchemaIds())) {
      appender.append(TestRows.batch(List.of(new Row("a", "api", 8, "one"), other)), segment);
      appender.append(TestRows.batch(List.of(new Row("b", "api", 7, "two"))), segment);
    }

    SegmentRows rows = segment.rows();

    assertThat(rows.rows()).isEqualTo(3);
    assertThat(rows.streamCount()).isEqualTo(3);
    assertThat(rows.rawBytes(1)).isEqualTo("other".length() + "00ff".length());
    assertThat(rows.stream(rows.streamOf(2)).tenant().value()).isEqualTo("b");
  }

  @Test
  void append_takesNothingOfABadRecord() throws BadRecordException {
    OpenSegment segment = new OpenSegment(new MemoryBudget(LIMIT));
    byte[] good = TestRows.batch(List.of(new Row("a", "api", 8, "one")));
    byte[] bad = TestRows.batch(List.of(new Row("no tenant", "api", 8, "one")));

    try (RecordAppender appender = new RecordAppender(new BuiltInSchemaIds())) {
      assertThatThrownBy(() -> appender.append(bad, segment))
          .isInstanceOf(BadRecordException.class);
      assertThatThrownBy(() -> appender.append(null, segment))
          .isInstanceOf(BadRecordException.class)
          .hasMessage("record has no value");
      appender.append(good, segment);
    }

    assertThat(segment.rows().rows()).isEqualTo(1);
  }
}
