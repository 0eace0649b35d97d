package io.millrace.store.object;

import static io.millrace.store.object.SampleRows.assemble;
import static io.millrace.store.object.SampleRows.random;
import static io.millrace.store.object.SampleRows.rows;
import static io.millrace.store.object.SampleRows.store;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.schemas.model.LabelMatcher;
import io.millrace.schemas.model.LabelMatcher.Op;
import io.millrace.schemas.model.Labels;
import io.millrace.store.filter.TextQuery;
import io.millrace.store.object.SampleRows.Row;
import io.millrace.store.objectstore.MemoryObjectStore;
import io.millrace.store.page.Codec;
import io.millrace.store.rows.MemorySlice;
import io.millrace.store.rows.Slice;
import io.millrace.store.rows.SliceCodec;
import io.millrace.store.segment.SegmentEncoding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectSelectTest {
  private static final TextQuery ANYTHING = new TextQuery.Anything();
  private static final List<List<LabelMatcher>> SELECTORS =
      List.of(
          List.of(),
          List.of(new LabelMatcher("app", Op.EQUAL, "app-3")),
          List.of(new LabelMatcher("app", Op.NOT_EQUAL, "app-3")),
          List.of(new LabelMatcher("app", Op.MATCHES, "app-[12]|none")),
          List.of(new LabelMatcher("app", Op.NOT_MATCHES, "app-.*")),
          List.of(new LabelMatcher("instance", Op.EQUAL, "")),
          List.of(new LabelMatcher("instance", Op.NOT_EQUAL, "")),
          List.of(new LabelMatcher("instance", Op.MATCHES, ".*1|")),
          List.of(
              new LabelMatcher("app", Op.MATCHES, "app-.*"),
              new LabelMatcher("instance", Op.MATCHES, "host-1.*"),
              new LabelMatcher("missing", Op.NOT_EQUAL, "x")),
          List.of(new LabelMatcher("missing", Op.EQUAL, "x")),
          List.of(new LabelMatcher("app", Op.EQUAL, "app-33")));

  private final MemoryObjectStore bucket = new MemoryObjectStore();

  @SuppressWarnings("NullAway.Init") // set before each test
  private List<Row> written;

  @SuppressWarnings("NullAway.Init") // set before each test
  private ObjectReader reader;

  @BeforeEach
  void write() throws IOException {
    written = random(61, 50, 80);
    reader = store(bucket, assemble(new SegmentEncoding(Codec.ZSTD, 1, 0, 4 << 10, 200), written));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void select_missesNoRow(long seed) throws IOException {
    Random random = new Random(seed);
    for (List<LabelMatcher> selector : SELECTORS) {
      long from = written.get(random.nextInt(written.size())).timestamp();
      long to = from + random.nextLong(40_000_000_000L);
      String needle = random.nextBoolean() ? "" : needle(random);
      TextQuery text = new TextQuery.Contains(needle.getBytes(StandardCharsets.UTF_8), false);

      Selection selection = reader.select(selector, from, to, text);
      List<Row> found = rows(selection.slices());

      assertThat(found)
          .as("seed %d, %s", seed, selector)
          .allMatch(r -> matches(r.labels(), selector));
      assertThat(
              found.stream().filter(r -> inTime(r, from, to) && r.line().contains(needle)).toList())
          .as("seed %d, %s, '%s'", seed, selector, needle)
          .isEqualTo(
              written.stream()
                  .filter(r -> matches(r.labels(), selector))
                  .filter(r -> inTime(r, from, to) && r.line().contains(needle))
                  .toList());
      SelectStats stats = selection.stats();
      assertThat(
              stats.slices()
                  - stats.prunedByTime()
                  - stats.prunedByLabels()
                  - stats.prunedByFilter())
          .isEqualTo(selection.slices().size());
    }
  }

  @Test
  void select_countsWhatItLeftOut() throws IOException {
    Row wanted =
        written.stream().filter(r -> r.line().contains("trace_id")).findFirst().orElseThrow();
    String trace = wanted.line().replaceAll(".*trace_id=(\\w+).*", "$1");

    SelectStats byText =
        reader
            .select(
                List.of(),
                Long.MIN_VALUE,
                Long.MAX_VALUE,
                new TextQuery.Contains(trace.getBytes(StandardCharsets.UTF_8), false))
            .stats();
    SelectStats byTime = reader.select(List.of(), 0, 1, ANYTHING).stats();
    SelectStats byLabels =
        reader
            .select(
                List.of(new LabelMatcher("app", Op.EQUAL, "none")),
                Long.MIN_VALUE,
                Long.MAX_VALUE,
                ANYTHING)
            .stats();

    assertThat(byText.slices()).isGreaterThan(40);
    assertThat(byText.prunedByFilter()).isGreaterThan(byText.slices() - 5);
    assertThat(byTime.prunedByTime()).isEqualTo(byTime.slices());
    assertThat(byTime.bytesPrunedByTime()).isEqualTo(reader.entry().rawBytes());
    assertThat(byLabels.prunedByLabels()).isEqualTo(byLabels.slices());
  }

  @Test
  void select_findsMetadataValues() throws IOException {
    Row wanted =
        written.stream()
            .filter(r -> r.metadata().containsKey("trace_id"))
            .findFirst()
            .orElseThrow();
    byte[] trace =
        String.valueOf(wanted.metadata().get("trace_id")).getBytes(StandardCharsets.UTF_8);

    Selection found =
        reader.select(
            List.of(), Long.MIN_VALUE, Long.MAX_VALUE, new TextQuery.Contains(trace, false));

    assertThat(rows(found.slices())).contains(wanted);
    assertThat(found.slices().size()).isLessThan(5);
  }

  @Test
  void streams_areThoseOfTheRows() {
    TreeMap<Labels, List<Row>> expected = new TreeMap<>();
    written.forEach(r -> expected.computeIfAbsent(r.labels(), _ -> new ArrayList<>()).add(r));

    List<StreamStats> streams = reader.streams(List.of(), Long.MIN_VALUE, Long.MAX_VALUE);

    assertThat(streams)
        .extracting(StreamStats::labels)
        .containsExactlyElementsOf(expected.keySet());
    assertThat(streams)
        .allSatisfy(
            stream -> {
              List<Row> rows = expected.getOrDefault(stream.labels(), List.of());
              assertThat(stream.rows()).isEqualTo(rows.size());
              assertThat(stream.minTimestamp()).isEqualTo(rows.getFirst().timestamp());
              assertThat(stream.maxTimestamp()).isEqualTo(rows.getLast().timestamp());
              assertThat(stream.rawBytes())
                  .isEqualTo(rows.stream().mapToLong(ObjectSelectTest::rawBytes).sum());
            });
    assertThat(reader.streams(SELECTORS.get(1), Long.MIN_VALUE, Long.MAX_VALUE))
        .allMatch(stream -> "app-3".equals(stream.labels().get("app")))
        .isNotEmpty();
    assertThat(reader.streams(List.of(), 0, 1)).isEmpty();
  }

  @Test
  void load_refusesSlicesOfOthers() throws IOException {
    List<Slice> slices =
        ObjectReader.open(bucket, reader.entry().name(), reader.entry().bytes())
            .select(List.of(), Long.MIN_VALUE, Long.MAX_VALUE, ANYTHING)
            .slices();

    assertThatThrownBy(() -> reader.load(slices, EnumSet.of(Column.LINE)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void frame_hasTheRowsOfTheRunsOnly() throws IOException {
    List<Slice> slices =
        reader.select(SELECTORS.get(1), Long.MIN_VALUE, Long.MAX_VALUE, ANYTHING).slices();

    List<MemorySlice> decoded = new ArrayList<>();
    for (Slice slice : slices) {
      byte[] frame = SliceCodec.encode(slice);
      decoded.add(SliceCodec.decode(frame, 0, frame.length));
    }

    assertThat(rows(decoded)).isEqualTo(rows(slices)).isNotEmpty();
    assertThat(decoded.stream().mapToLong(Slice::rows).sum()).isEqualTo(rows(slices).size());
  }

  @Test
  void description_addsUp() throws IOException {
    ObjectDescription described = ObjectDescription.of(reader);

    assertThat(described.streams()).hasSize(50);
    assertThat(
            described.slices().stream().mapToLong(ObjectDescription.SliceDescription::rows).sum())
        .isEqualTo(written.size());
    assertThat(described.slices())
        .allSatisfy(slice -> assertThat(slice.filterFill()).isBetween(0.01, 0.9));
    assertThat(described.columnBytes()).hasSize(6);
    long bytes =
        described.columnBytes().values().stream().mapToLong(Long::longValue).sum()
            + described.indexBytes().values().stream().mapToLong(Long::longValue).sum();
    assertThat(bytes).isBetween(reader.entry().bytes() * 8 / 10, reader.entry().bytes());
  }

  private String needle(Random random) {
    while (true) {
      String line = written.get(random.nextInt(written.size())).line();
      if (line.length() > 20) {
        int at = random.nextInt(line.length() - 12);
        return line.substring(at, at + 3 + random.nextInt(9));
      }
    }
  }

  private static boolean matches(Labels labels, List<LabelMatcher> selector) {
    return selector.stream().allMatch(matcher -> matcher.matches(labels));
  }

  private static boolean inTime(Row row, long from, long to) {
    return row.timestamp() >= from && row.timestamp() < to;
  }

  private static long rawBytes(Row row) {
    long bytes = row.line().getBytes(StandardCharsets.UTF_8).length;
    for (String value : row.metadata().values()) {
      bytes += value.getBytes(StandardCharsets.UTF_8).length;
    }
    return bytes;
  }
}
