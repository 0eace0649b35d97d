package io.millrace.store.object;

import static io.millrace.store.object.SampleRows.assemble;
import static io.millrace.store.object.SampleRows.random;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.model.Labels;
import io.millrace.store.object.SampleRows.Row;
import io.millrace.store.page.Codec;
import io.millrace.store.segment.SegmentEncoding;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DuckDbReadsObjectsTest {
  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(Codec.class)
  void rows_areTheSameInDuckDb(Codec codec) throws IOException, SQLException {
    List<Row> rows = random(41, 25, 40);
    Path file = write(assemble(new SegmentEncoding(codec, 1, 0, 16 << 10, 300), rows));

    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:")) {
      assertThat(
              query(
                  duck,
                  "select count(*), sum(octet_length(encode(line)))::bigint,"
                      + " epoch_ns(min(timestamp)), epoch_ns(max(timestamp)) from '%s'"
                          .formatted(file)))
          .containsExactly(
              List.of(
                  (long) rows.size(),
                  rows.stream()
                      .mapToLong(r -> r.line().getBytes(StandardCharsets.UTF_8).length)
                      .sum(),
                  rows.stream().mapToLong(Row::timestamp).min().orElseThrow(),
                  rows.stream().mapToLong(Row::timestamp).max().orElseThrow()));
      assertThat(
              query(
                  duck,
                  "select labels['app'], count(*) from '%s' group by 1 order by 1".formatted(file)))
          .isEqualTo(
              rows.stream()
                  .collect(
                      Collectors.groupingBy(
                          r -> String.valueOf(r.labels().get("app")),
                          TreeMap::new,
                          Collectors.counting()))
                  .entrySet()
                  .stream()
                  .map(e -> List.<Object>of(e.getKey(), e.getValue()))
                  .toList());
      assertThat(
              query(
                  duck,
                  "select epoch_ns(timestamp), line, labels::varchar, metadata::varchar from '%s'"
                      .formatted(file)))
          .isEqualTo(
              query(
                  duck,
                  "select * from (values %s)"
                      .formatted(
                          rows.stream()
                              .map(DuckDbReadsObjectsTest::literal)
                              .collect(Collectors.joining(",")))));
    }
  }

  @Test
  void metadata_findsItsLine() throws IOException, SQLException {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      rows.add(
          new Row(
              Labels.of(Map.of("app", "a")),
              i,
              "line " + i,
              new TreeMap<>(
                  i % 50 == 0 ? Map.of("trace_id", "t" + i, "z", "1") : Map.of("level", "info"))));
    }
    Path file = write(assemble(new SegmentEncoding(Codec.ZSTD, 1, 0, 4096, 500), rows));

    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:")) {
      assertThat(
              query(
                  duck,
                  "select line from '%s' where metadata['trace_id'] = 't1950'".formatted(file)))
          .containsExactly(List.of("line 1950"));
      assertThat(
              query(
                  duck,
                  "select count(*) from '%s' where timestamp = make_timestamp_ns(77)"
                      .formatted(file)))
          .containsExactly(List.of(1L));
    }
  }

  @Test
  void rows_withoutLabelsOrMetadataAreRead() throws IOException, SQLException {
    List<Row> rows = List.of(new Row(Labels.EMPTY, 1, "bare", new TreeMap<>()));
    Path file = write(assemble(SegmentEncoding.flush(Codec.ZSTD), rows));

    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:")) {
      assertThat(
              query(
                  duck,
                  "select line, cardinality(labels)::int, cardinality(metadata)::int from '%s'"
                      .formatted(file)))
          .containsExactly(List.of("bare", 0, 0));
    }
  }

  @Test
  void object_withoutRowsIsAnEmptyTable() throws IOException, SQLException {
    Path file = write(assemble(SegmentEncoding.flush(Codec.ZSTD), List.of()));

    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:")) {
      assertThat(query(duck, "select count(line) from '%s'".formatted(file)))
          .containsExactly(List.of(0L));
    }
  }

  private static String literal(Row row) {
    return "(%d, %s, map {%s}::varchar, map {%s}::varchar)"
        .formatted(
            row.timestamp(),
            quote(row.line()),
            row.labels().pairs().stream()
                .map(p -> quote(p.name()) + ":" + quote(p.value()))
                .collect(Collectors.joining(",")),
            row.metadata().entrySet().stream()
                .map(p -> quote(p.getKey()) + ":" + quote(p.getValue()))
                .collect(Collectors.joining(",")));
  }

  private static String quote(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  private Path write(AssembledObject object) throws IOException {
    Path file = directory.resolve("object.parquet");
    try (OutputStream out = Files.newOutputStream(file);
        var channel = Channels.newChannel(out)) {
      for (ByteBuffer part : object.content()) {
        channel.write(part.duplicate());
      }
    }
    return file;
  }

  private static List<List<Object>> query(Connection duck, String sql) throws SQLException {
    List<List<Object>> rows = new ArrayList<>();
    try (var statement = duck.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      while (found.next()) {
        List<Object> row = new ArrayList<>();
        for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
          row.add(found.getObject(i));
        }
        rows.add(row);
      }
    }
    return rows;
  }
}
