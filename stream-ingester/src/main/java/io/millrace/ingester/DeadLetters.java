package io.millrace.ingester;

import io.millrace.schemas.deadletter.DeadLetter;
import io.millrace.schemas.topic.TopicSpecs;
import java.util.Arrays;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/// Makes the records for `dead-letter`.
final class DeadLetters {
  private static final int MOST_BYTES = TopicSpecs.MAX_RECORD_BYTES - (1 << 10);

  private DeadLetters() {}

  /// The record as it came, and why it was not taken. A record that its producer compressed may be
  /// larger than what any topic takes: rather than hold up the partition for ever, its value is cut
  /// short, and the message says so.
  static Record<byte[], byte[]> of(
      Record<byte[], byte[]> record, RecordMetadata origin, Exception error) {
    byte @Nullable [] key = record.key();
    byte @Nullable [] value = record.value();
    Headers headers = record.headers();
    String message = String.valueOf(error.getMessage());
    long others = length(key) + bytes(headers);
    if (others > MOST_BYTES) {
      key = null;
      headers = new RecordHeaders();
      message = "%s (key and headers of %d bytes left out)".formatted(message, others);
      others = 0;
    }
    if (value != null && others + value.length > MOST_BYTES) {
      message = "%s (value of %d bytes cut short)".formatted(message, value.length);
      value = Arrays.copyOf(value, (int) (MOST_BYTES - others));
    }
    DeadLetter letter =
        new DeadLetter(
            error.getClass().getSimpleName(),
            message,
            origin.topic(),
            origin.partition(),
            origin.offset(),
            record.timestamp());
    return new Record<>(key, value, record.timestamp(), letter.headers(headers));
  }

  private static long bytes(Headers headers) {
    long bytes = 0;
    for (Header header : headers) {
      bytes += header.key().length() + length(header.value());
    }
    return bytes;
  }

  private static int length(byte @Nullable [] bytes) {
    return bytes == null ? 0 : bytes.length;
  }
}
