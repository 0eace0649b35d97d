package io.millrace.schemas.logs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.apache.avro.Schema;

/// `LogBatch.avsc`, parsed.
public final class LogBatchSchema {
  /// Version 1.
  public static final Schema V1 = load("/avro/LogBatch.avsc");

  private LogBatchSchema() {}

  private static Schema load(String resource) {
    try (InputStream in = LogBatchSchema.class.getResourceAsStream(resource)) {
      return new Schema.Parser().parse(Objects.requireNonNull(in, resource));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
