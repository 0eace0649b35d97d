package io.millrace.store.object;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.catalog.SegmentId;
import io.millrace.schemas.model.LabelMatcher;
import io.millrace.schemas.model.Labels;
import io.millrace.schemas.model.OffsetRange;
import io.millrace.schemas.model.TenantId;
import io.millrace.store.filter.TextQuery;
import io.millrace.store.object.SampleRows.Row;
import io.millrace.store.objectstore.MemoryObjectStore;
import io.millrace.store.page.Codec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// `object-v1.parquet` was written once, when version 1 was made, and is never written again: what
/// lies in a bucket must stay readable.
class GoldenObjectTest {
  private static final String NAME = "object-v1.parquet";

  private final MemoryObjectStore bucket = new MemoryObjectStore();

  /// The rows of the file.
  static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (String app : List.of("api", "batch", "web")) {
      for (int pod = 0; pod < 3; pod++) {
        Labels labels =
            app.equals("batch")
                ? Labels.of(Map.of("app", app, "pod", "p-" + pod))
                : Labels.of(Map.of("app", app, "note", "größe \"" + pod + "\""));
        for (int i = 0; i < 40; i++) {
          rows.add(
              new Row(labels, 1_790_000_000_000_000_000L + i * 1_000_003L, line(i), metadata(i)));
        }
      }
    }
    return rows;
  }

  private static String line(int i) {
    return switch (i % 5) {
      case 0 -> "";
      case 1 -> "level=info msg=\"request done\" id=%016x".formatted(i * 0x9E3779B97F4A7C15L);
      case 2 -> "two\nlines, 東京 " + i;
      case 3 -> "300 \u212A und stra\u017Fe";
      default -> "x".repeat(i * 3);
    };
  }

  private static SortedMap<String, String> metadata(int i) {
    SortedMap<String, String> pairs = new TreeMap<>();
    if (i % 7 != 0) {
      pairs.put("detected_level", i % 3 == 0 ? "error" : "info");
    }
    if (i > 30) {
      pairs.put("trace_id", "%032x".formatted(i * 7919L));
    }
    return pairs;
  }

  @Test
  void version1_isReadForEver() throws IOException {
    ObjectReader reader = open();

    assertThat(reader.entry().tenant()).isEqualTo(new TenantId("golden"));
    assertThat(reader.segments())
        .containsExactly(new SegmentId("Z29sZGVuLXRvcGljLWlk", new OffsetRange(4, 100, 460), 2));
    assertThat(reader.codec()).isEqualTo(Codec.ZSTD);
    assertThat(SampleRows.rows(select(reader, List.of(), new TextQuery.Anything()).slices()))
        .isEqualTo(rows());
  }

  @Test
  void version1_isPrunedForEver() throws IOException {
    ObjectReader reader = open();
    List<LabelMatcher> batch = List.of(new LabelMatcher("pod", LabelMatcher.Op.EQUAL, "p-1"));

    assertThat(SampleRows.rows(select(reader, batch, new TextQuery.Anything()).slices()))
        .isEqualTo(rows().stream().filter(r -> "p-1".equals(r.labels().get("pod"))).toList());
    assertThat(select(reader, List.of(), contains("no such text at all")).slices()).isEmpty();
    for (Row row : rows()) {
      if (row.line().length() > 10) {
        assertThat(SampleRows.rows(select(reader, List.of(), contains(row.line())).slices()))
            .contains(row);
      }
    }
  }

  @Test
  void version1_verifiesForEver() throws IOException {
    long size = open().entry().bytes();

    assertThat(ObjectVerifier.verify(bucket, NAME, size).rows()).isEqualTo(360);
  }

  private ObjectReader open() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(GoldenObjectTest.class.getResourceAsStream("/golden/" + NAME))) {
      byte[] bytes = in.readAllBytes();
      bucket.putIfAbsent(NAME, List.of(ByteBuffer.wrap(bytes)));
      return ObjectReader.open(bucket, NAME, bytes.length);
    }
  }

  private static Selection select(ObjectReader reader, List<LabelMatcher> matchers, TextQuery text)
      throws IOException {
    return reader.select(matchers, Long.MIN_VALUE, Long.MAX_VALUE, text);
  }

  private static TextQuery contains(String text) {
    return new TextQuery.Contains(text.getBytes(StandardCharsets.UTF_8), false);
  }
}
