package io.millrace.ingester.recent;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ingester.assemble.MemoryBudget;
import io.millrace.ingester.assemble.OpenSegment;
import io.millrace.ingester.assemble.Reading;
import io.millrace.ingester.assemble.RowOrder;
import io.millrace.ingester.assemble.TestRows;
import io.millrace.ingester.assemble.TestRows.Row;
import io.millrace.ingester.shelf.PartitionShelf;
import io.millrace.ingester.shelf.Shelf;
import io.millrace.ingester.shelf.SpillSpace;
import io.millrace.schemas.model.LabelMatcher;
import io.millrace.schemas.model.LabelMatcher.Op;
import io.millrace.schemas.model.Labels;
import io.millrace.schemas.model.OffsetRange;
import io.millrace.schemas.model.TenantId;
import io.millrace.schemas.recent.RecentFrame;
import io.millrace.schemas.recent.RecentFrame.Covered;
import io.millrace.schemas.recent.RecentFrame.Missing;
import io.millrace.schemas.recent.RecentFrame.Reason;
import io.millrace.schemas.recent.RecentFrame.Rows;
import io.millrace.schemas.recent.RecentFrame.StreamRows;
import io.millrace.schemas.recent.RecentFrame.Streams;
import io.millrace.schemas.recent.RecentRequest;
import io.millrace.schemas.recent.RecentRequest.Kind;
import io.millrace.store.rows.SliceCodec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Partition 0 has the sealed segments `[0,10)` and `[10,20)` and the open one `[20,25)`.
final class RecentReaderTest {
  private static final Row A1 = new Row("a", "api", 100, "GET /one");
  private static final Row A2 = new Row("a", "web", 150, "GET /two");
  private static final Row A3 =
      new Row("a", Map.of("app", "api"), 200, "POST /three", Map.of("trace_id", "00ff"));
  private static final Row A4 = new Row("a", "api", 300, "GET /four");
  private static final Row B1 = new Row("b", "api", 120, "GET /other");

  private final Shelf shelves = new Shelf();
  private final MemoryBudget budget = new MemoryBudget(1 << 30);
  private final RecentReader reader = new RecentReader(shelves);
  private final Path directory;
  private final SpillSpace space;
  private final PartitionShelf shelf;

  RecentReaderTest(@TempDir Path directory) throws IOException {
    this.directory = directory;
    this.space = new SpillSpace(directory, 1 << 20);
    this.shelf = shelves.claim(0, space);
    seal(new OffsetRange(0, 0, 10), List.of(A2, A1, B1));
    seal(new OffsetRange(0, 10, 20), List.of(A3));
    OpenSegment open = new OpenSegment(budget);
    TestRows.append(open, List.of(A4, A4));
    shelf.show(false, 20, 25, open.rows());
  }

  @Test
  void rows_ofATenantComeWithTheRangeCovered() throws IOException {
    Answer answer = ask(request(Map.of(0, 0L)));

    assertThat(answer.rows()).containsExactlyInAnyOrder(A1, A2, A3, A4);
    assertThat(answer.last()).isEqualTo(new Covered(new OffsetRange(0, 0, 25)));
  }

  @Test
  void rows_belowTheAskedOffsetAreLeftOut() throws IOException {
    Answer answer = ask(request(Map.of(0, 10L)));

    assertThat(answer.rows()).containsExactlyInAnyOrder(A3, A4);
    assertThat(answer.last()).isEqualTo(new Covered(new OffsetRange(0, 10, 25)));
  }

  @Test
  void rows_areChosenByMatcherTimeAndLiteral() throws IOException {
    var matchers = List.of(new LabelMatcher("app", Op.MATCHES, "ap."));

    Answer answer = ask(request(Kind.ROWS, matchers, 100, 300, List.of("GET"), Map.of(0, 0L)));

    assertThat(answer.rows()).containsExactly(A1);
  }

  @Test
  void literal_mayStandInMetadata() throws IOException {
    Answer answer = ask(request(Kind.ROWS, List.of(), 0, 1_000, List.of("00ff"), Map.of(0, 0L)));

    assertThat(answer.rows()).containsExactly(A3);
  }

  @Test
  void spilledSegments_answerAsThoseInMemory() throws IOException {
    var matchers = List.of(new LabelMatcher("app", Op.EQUAL, "api"));
    RecentRequest rows = request(Kind.ROWS, matchers, 100, 250, List.of(), Map.of(0, 0L));
    RecentRequest streams = request(Kind.STREAMS, matchers, 100, 250, List.of(), Map.of(0, 0L));
    Answer rowsBefore = ask(rows);
    Answer streamsBefore = ask(streams);

    while (shelf.spillOldest()) {
      assertThat(space.used()).isPositive();
    }

    assertThat(ask(rows).rows()).isEqualTo(rowsBefore.rows()).containsExactly(A1, A3);
    assertThat(ask(streams).frames()).isEqualTo(streamsBefore.frames());
  }

  @Test
  void streams_areCountedOverAllSegments() throws IOException {
    Answer answer = ask(request(Kind.STREAMS, List.of(), 0, 1_000, List.of(), Map.of(0, 0L)));

    assertThat(answer.frames())
        .containsExactly(
            new Streams(
                List.of(
                    new StreamRows(
                        Labels.of(Map.of("app", "api")),
                        3,
                        A1.line().length() + A3.line().length() + 4 + A4.line().length(),
                        100,
                        300),
                    new StreamRows(
                        Labels.of(Map.of("app", "web")), 1, A2.line().length(), 150, 150))),
            new Covered(new OffsetRange(0, 0, 25)));
  }

  @Test
  void anOffsetThatIsNoBoundaryIsMissing() throws IOException {
    assertThat(ask(request(Map.of(0, 5L))).frames())
        .containsExactly(new Missing(0, 5, Reason.NO_BOUNDARY));
    assertThat(ask(request(Map.of(0, 22L))).frames())
        .containsExactly(new Missing(0, 22, Reason.NO_BOUNDARY));
  }

  @Test
  void anOffsetThatIsPublishedIsMissing() throws IOException {
    shelf.dropBelow(10);

    assertThat(ask(request(Map.of(0, 0L))).frames())
        .containsExactly(new Missing(0, 0, Reason.PUBLISHED));
    assertThat(ask(request(Map.of(0, 10L))).last())
        .isEqualTo(new Covered(new OffsetRange(0, 10, 25)));
  }

  @Test
  void aPartitionElsewhereOrBehindIsMissing() throws IOException {
    assertThat(ask(request(Map.of(7, 0L))).frames())
        .containsExactly(new Missing(7, 0, Reason.NOT_OWNED));
    assertThat(ask(request(Map.of(0, 26L))).frames())
        .containsExactly(new Missing(0, 26, Reason.BEHIND));
  }

  @Test
  void aPartitionThatIsReadAgainIsMissing() throws IOException {
    PartitionShelf starting = shelves.claim(1, space);
    assertThat(ask(request(Map.of(1, 0L))).frames())
        .containsExactly(new Missing(1, 0, Reason.STARTING));

    starting.await(new OffsetRange(1, 0, 5));
    starting.show(false, 5, 6, new OpenSegment(budget).rows());

    assertThat(ask(request(Map.of(1, 0L))).frames())
        .containsExactly(new Missing(1, 0, Reason.STARTING));
    assertThat(ask(request(Map.of(1, 5L))).frames())
        .containsExactly(new Covered(new OffsetRange(1, 5, 6)));
  }

  @Test
  void evictedRows_shortenTheRangeCovered() throws IOException {
    PartitionShelf full = shelves.claim(2, new SpillSpace(directory.resolve("full"), 1));
    OpenSegment sealed = new OpenSegment(budget);
    TestRows.append(sealed, List.of(A1));
    full.seal(new OffsetRange(2, 0, 10), sealed, RowOrder.of(sealed.rows()));
    full.spillOldest();
    OpenSegment open = new OpenSegment(budget);
    TestRows.append(open, List.of(A4));
    full.show(false, 10, 11, open.rows());

    Answer answer = ask(request(Map.of(2, 0L)));

    assertThat(answer.rows()).containsExactly(A4);
    assertThat(answer.last()).isEqualTo(new Covered(new OffsetRange(2, 10, 11)));
  }

  @Test
  void offsetsBeforeTheIngesterBegan_shortenTheRangeCovered() throws IOException {
    PartitionShelf late = shelves.claim(3, space);
    OpenSegment open = new OpenSegment(budget);
    TestRows.append(open, List.of(A4));
    late.show(false, 1_000, 1_001, open.rows());

    Answer answer = ask(request(Map.of(3, 0L)));

    assertThat(answer.rows()).containsExactly(A4);
    assertThat(answer.last()).isEqualTo(new Covered(new OffsetRange(3, 1_000, 1_001)));
  }

  @Test
  void largeAnswers_comeInManySlices() throws IOException {
    Random random = new Random(5);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      rows.add(new Row("a", "api", 10_000 + i, i + " " + "x".repeat(random.nextInt(1_000))));
    }
    seal(new OffsetRange(0, 20, 30), rows);

    Answer answer = ask(request(Kind.ROWS, List.of(), 10_000, 20_000, List.of(), Map.of(0, 0L)));

    assertThat(answer.rows()).isEqualTo(rows);
    assertThat(answer.frames()).hasSizeGreaterThan(5);
  }

  private record Answer(List<Row> rows, List<RecentFrame> frames) {
    RecentFrame last() {
      return frames.getLast();
    }
  }

  private Answer ask(RecentRequest request) throws IOException {
    List<Row> rows = new ArrayList<>();
    List<RecentFrame> frames = new ArrayList<>();
    reader.answer(
        request,
        frame -> {
          frames.add(frame);
          if (frame instanceof Rows(byte[] payload)) {
            rows.addAll(Reading.rows("a", SliceCodec.decode(payload, 0, payload.length)));
          }
        });
    return new Answer(rows, frames);
  }

  private static RecentRequest request(Map<Integer, Long> offsets) {
    return request(Kind.ROWS, List.of(), 0, 1_000, List.of(), offsets);
  }

  private static RecentRequest request(
      Kind kind,
      List<LabelMatcher> matchers,
      long from,
      long to,
      List<String> literals,
      Map<Integer, Long> offsets) {
    return new RecentRequest(kind, new TenantId("a"), matchers, from, to, literals, offsets);
  }

  private void seal(OffsetRange range, List<Row> rows) {
    OpenSegment segment = new OpenSegment(budget);
    TestRows.append(segment, rows);
    shelf.seal(range, segment, RowOrder.of(segment.rows()));
  }
}
