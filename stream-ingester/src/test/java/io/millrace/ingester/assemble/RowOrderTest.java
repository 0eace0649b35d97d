package io.millrace.ingester.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ingester.assemble.TestRows.Row;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RowOrderTest {
  private static final Comparator<Row> ORDER =
      Comparator.comparing(Row::stream).thenComparingLong(Row::timestamp);

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void rows_standByStreamAndTimeAndArrivalWithoutDuplicates(long seed) throws IOException {
    Random random = new Random(seed);
    List<Row> rows = new ArrayList<>(TestRows.random(random, "b", 1_500));
    rows.addAll(TestRows.random(random, "a", 1_000));
    rows.addAll(TestRows.random(random, "b", 500));
    OpenSegment segment = new OpenSegment(new MemoryBudget(1 << 30));
    TestRows.append(segment, rows);

    RowOrder order = RowOrder.of(segment.rows());

    List<Row> expected = new ArrayList<>(new LinkedHashSet<>(stored(rows)));
    expected.sort(ORDER);
    assertThat(read(segment.rows(), order)).isEqualTo(expected);
    assertThat(order.rows()).isEqualTo(expected.size());
    assertThat(order.duplicates()).isEqualTo(rows.size() - expected.size());
  }

  @Test
  void duplicates_areFoundAmongManyRowsOfOneInstant() throws IOException {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      rows.add(new Row("a", "api", 7, "line " + i % 1_000));
    }
    OpenSegment segment = new OpenSegment(new MemoryBudget(1 << 30));
    TestRows.append(segment, rows);

    RowOrder order = RowOrder.of(segment.rows());

    assertThat(read(segment.rows(), order)).isEqualTo(rows.subList(0, 1_000));
    assertThat(order.duplicates()).isEqualTo(4_000);
  }

  @Test
  void rowsThatDifferInMetadataOnlyAreKept() throws IOException {
    List<Row> rows =
        List.of(
            new Row("a", Map.of("app", "api"), 1, "same", Map.of("user", "1")),
            new Row("a", Map.of("app", "api"), 1, "same", Map.of("user", "2")),
            new Row("a", Map.of("app", "api"), 1, "same", Map.of()));
    OpenSegment segment = new OpenSegment(new MemoryBudget(1 << 30));
    TestRows.append(segment, rows);

    RowOrder order = RowOrder.of(segment.rows());

    assertThat(read(segment.rows(), order)).isEqualTo(rows);
  }

  @Test
  void onlyTheWantedStreamsAreThere() throws IOException {
    List<Row> rows =
        List.of(
            new Row("a", "api", 2, "x"), new Row("b", "api", 1, "y"), new Row("a", "web", 1, "z"));
    OpenSegment segment = new OpenSegment(new MemoryBudget(1 << 30));
    TestRows.append(segment, rows);

    RowOrder order = RowOrder.of(segment.rows(), stream -> stream.tenant().value().equals("a"));

    assertThat(read(segment.rows(), order)).containsExactly(rows.get(0), rows.get(2));
  }

  @Test
  void firstNotBefore_findsThePlaceOfATime() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      rows.add(new Row("a", "api", 1_000 + 10L * i, "x"));
    }
    OpenSegment segment = new OpenSegment(new MemoryBudget(1 << 30));
    TestRows.append(segment, rows);

    RowOrder order = RowOrder.of(segment.rows());

    assertThat(order.firstNotBefore(segment.rows(), 0, 0)).isZero();
    assertThat(order.firstNotBefore(segment.rows(), 0, 1_000)).isZero();
    assertThat(order.firstNotBefore(segment.rows(), 0, 1_001)).isEqualTo(1);
    assertThat(order.firstNotBefore(segment.rows(), 0, 1_990)).isEqualTo(99);
    assertThat(order.firstNotBefore(segment.rows(), 0, 1_991)).isEqualTo(100);
  }

  /// Metadata without a value is as good as absent.
  private static List<Row> stored(List<Row> rows) {
    return rows.stream()
        .map(
            row -> {
              Map<String, String> kept = new HashMap<>(row.metadata());
              kept.values().removeIf(String::isEmpty);
              return new Row(row.tenant(), row.labels(), row.timestamp(), row.line(), kept);
            })
        .toList();
  }

  private static List<Row> read(SegmentRows rows, RowOrder order) throws IOException {
    List<Row> read = new ArrayList<>();
    String[] tenant = new String[1];
    SliceAssembler slices =
        new SliceAssembler(slice -> read.addAll(Reading.rows(tenant[0], slice)));
    for (int i = 0; i < order.streams(); i++) {
      SegmentStream stream = rows.stream(order.stream(i));
      slices.finish();
      tenant[0] = stream.tenant().value();
      for (int place = order.start(i); place < order.end(i); place++) {
        slices.add(stream.labels(), rows, order.row(place));
      }
    }
    slices.finish();
    return read;
  }
}
