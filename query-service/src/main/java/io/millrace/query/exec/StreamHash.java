package io.millrace.query.exec;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.schemas.model.Label;
import io.millrace.schemas.model.Labels;
import java.io.ByteArrayOutputStream;
import net.jpountz.xxhash.XXHash64;
import net.jpountz.xxhash.XXHashFactory;

/// The hash by which Loki orders streams that have an entry at the same time: XXH64 over names and
/// values, each with a byte 0xFF behind it.
public final class StreamHash {
  private static final XXHash64 XXH64 = XXHashFactory.fastestJavaInstance().hash64();
  private static final int SEPARATOR = 0xff;

  private StreamHash() {}

  /// The hash, to be compared as an unsigned number.
  public static long of(Labels labels) {
    ByteArrayOutputStream text = new ByteArrayOutputStream(256);
    for (Label label : labels.pairs()) {
      text.writeBytes(label.name().getBytes(UTF_8));
      text.write(SEPARATOR);
      text.writeBytes(label.value().getBytes(UTF_8));
      text.write(SEPARATOR);
    }
    return XXH64.hash(text.toByteArray(), 0, text.size(), 0);
  }
}
