package io.millrace.store.object;

import static io.millrace.store.object.SampleRows.assemble;
import static io.millrace.store.object.SampleRows.random;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.model.Labels;
import io.millrace.store.object.SampleRows.Row;
import io.millrace.store.objectstore.ObjectStore;
import io.millrace.store.objectstore.ObjectStores;
import io.millrace.store.page.Codec;
import io.millrace.store.segment.SegmentEncoding;
import io.millrace.store.testing.S3Server;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.avro.generic.GenericRecord;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.avro.AvroParquetReader;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.filter2.predicate.FilterApi;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The reader of the Hadoop world, over `s3a://` and a server that checks signatures.
class ParquetAvroReadsObjectsTest {
  @TempDir Path directory;

  @Test
  void rows_areTheSameThroughS3a() throws IOException {
    List<Row> rows = random(43, 30, 60);
    AssembledObject object = assemble(new SegmentEncoding(Codec.ZSTD, 1, 0, 16 << 10, 300), rows);

    try (S3Server server = S3Server.start(directory)) {
      put(server, object);

      assertThat(read(server, object, FilterCompat.NOOP))
          .isEqualTo(rows.stream().map(AvroRow::of).toList());
    }
  }

  @Test
  void timestamps_prunePagesByTheColumnIndex() throws IOException {
    List<Row> rows = random(44, 30, 60);
    AssembledObject object = assemble(new SegmentEncoding(Codec.LZ4, 1, 0, 16 << 10, 300), rows);
    long from = rows.get(rows.size() / 2).timestamp();
    long to = from + 5_000_000_000L;
    var timestamp = FilterApi.longColumn("timestamp");

    try (S3Server server = S3Server.start(directory)) {
      put(server, object);

      assertThat(
              read(
                  server,
                  object,
                  FilterCompat.get(
                      FilterApi.and(FilterApi.gtEq(timestamp, from), FilterApi.lt(timestamp, to)))))
          .isEqualTo(
              rows.stream()
                  .filter(r -> r.timestamp() >= from && r.timestamp() < to)
                  .map(AvroRow::of)
                  .toList())
          .isNotEmpty();
    }
  }

  @Test
  void rows_withoutLabelsOrMetadataAreRead() throws IOException {
    List<Row> rows = List.of(new Row(Labels.EMPTY, 1, "bare", new TreeMap<>()));
    AssembledObject object = assemble(SegmentEncoding.flush(Codec.ZSTD), rows);

    try (S3Server server = S3Server.start(directory)) {
      put(server, object);

      assertThat(read(server, object, FilterCompat.NOOP))
          .containsExactly(AvroRow.of(rows.getFirst()));
    }
  }

  /// A row as Avro gives it.
  private record AvroRow(
      long timestamp,
      String line,
      SortedMap<String, String> labels,
      SortedMap<String, String> metadata) {
    static AvroRow of(Row row) {
      SortedMap<String, String> labels = new TreeMap<>();
      row.labels().pairs().forEach(pair -> labels.put(pair.name(), pair.value()));
      return new AvroRow(row.timestamp(), row.line(), labels, row.metadata());
    }

    static AvroRow of(GenericRecord avro) {
      return new AvroRow(
          (long) avro.get("timestamp"),
          avro.get("line").toString(),
          map(avro.get("labels")),
          map(avro.get("metadata")));
    }

    private static SortedMap<String, String> map(Object avro) {
      SortedMap<String, String> map = new TreeMap<>();
      ((Map<?, ?>) avro).forEach((key, value) -> map.put(key.toString(), value.toString()));
      return map;
    }
  }

  private void put(S3Server server, AssembledObject object) throws IOException {
    try (ObjectStore store =
        ObjectStores.open(Optional.of(server.uri()), server.settings(), directory)) {
      assertThat(store.putIfAbsent(object.entry().name(), object.content())).isTrue();
    }
  }

  private static List<AvroRow> read(
      S3Server server, AssembledObject object, FilterCompat.Filter filter) throws IOException {
    var path =
        new org.apache.hadoop.fs.Path("s3a://" + S3Server.BUCKET + "/" + object.entry().name());
    List<AvroRow> found = new ArrayList<>();
    try (ParquetReader<GenericRecord> reader =
        AvroParquetReader.<GenericRecord>builder(
                HadoopInputFile.fromPath(path, configuration(server)))
            .withFilter(filter)
            .useColumnIndexFilter(true)
            .usePageChecksumVerification(true)
            .build()) {
      for (GenericRecord next = reader.read(); next != null; next = reader.read()) {
        found.add(AvroRow.of(next));
      }
    }
    return found;
  }

  private static Configuration configuration(S3Server server) {
    Configuration configuration = new Configuration();
    configuration.set("fs.s3a.endpoint", server.endpoint().toString());
    configuration.set("fs.s3a.endpoint.region", "us-east-1");
    configuration.set("fs.s3a.access.key", S3Server.ACCESS_KEY);
    configuration.set("fs.s3a.secret.key", S3Server.SECRET_KEY);
    configuration.set(
        "fs.s3a.aws.credentials.provider", "org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider");
    configuration.setBoolean("fs.s3a.path.style.access", true);
    configuration.setBoolean("fs.s3a.connection.ssl.enabled", false);
    configuration.set("fs.s3a.change.detection.mode", "none");
    configuration.setInt("fs.s3a.bucket.probe", 0);
    configuration.setBoolean("fs.s3a.impl.disable.cache", true);
    return configuration;
  }
}
