package io.millrace.schemas.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/// Where a record came from that could not be read, and why not.
public record DeadLetter(
    String errorClass,
    String errorMessage,
    String sourceTopic,
    int sourcePartition,
    long sourceOffset,
    long sourceTimestampMillis) {
  private static final String PREFIX = "millrace.dlq.";
  private static final int MAX_MESSAGE = 1024;

  /// Why `source` goes to the dead letters.
  public static DeadLetter of(Exception error, ConsumerRecord<?, ?> source) {
    return new DeadLetter(
        error.getClass().getSimpleName(),
        String.valueOf(error.getMessage()),
        source.topic(),
        source.partition(),
        source.offset(),
        source.timestamp());
  }

  /// The record for `dead-letter`: key, value and headers as they came, and this behind them.
  public ProducerRecord<byte[], byte[]> toRecord(
      String deadLetterTopic,
      byte @Nullable [] key,
      byte @Nullable [] value,
      Headers sourceHeaders) {
    return new ProducerRecord<>(deadLetterTopic, null, key, value, headers(sourceHeaders));
  }

  /// The headers of the source followed by those that say this.
  public Headers headers(Headers sourceHeaders) {
    Headers headers = new RecordHeaders(sourceHeaders.toArray());
    add(headers, "error.class", errorClass);
    add(
        headers,
        "error.message",
        errorMessage.substring(0, Math.min(MAX_MESSAGE, errorMessage.length())));
    add(headers, "source.topic", sourceTopic);
    add(headers, "source.partition", Integer.toString(sourcePartition));
    add(headers, "source.offset", Long.toString(sourceOffset));
    add(headers, "source.timestamp", Long.toString(sourceTimestampMillis));
    return headers;
  }

  /// What the headers of a dead letter say.
  ///
  /// @throws IllegalArgumentException if one of them is missing or no number where it must be
  public static DeadLetter from(Headers headers) {
    return new DeadLetter(
        text(headers, "error.class"),
        text(headers, "error.message"),
        text(headers, "source.topic"),
        Integer.parseInt(text(headers, "source.partition")),
        Long.parseLong(text(headers, "source.offset")),
        Long.parseLong(text(headers, "source.timestamp")));
  }

  /// The headers of the record before it became a dead letter.
  public static Headers sourceHeaders(Headers headers) {
    Headers source = new RecordHeaders();
    for (Header header : headers) {
      if (!header.key().startsWith(PREFIX)) {
        source.add(header);
      }
    }
    return source;
  }

  private static void add(Headers headers, String name, String value) {
    headers.add(PREFIX + name, value.getBytes(UTF_8));
  }

  private static String text(Headers headers, String name) {
    Header header = headers.lastHeader(PREFIX + name);
    if (header == null) {
      throw new IllegalArgumentException("dead letter lacks header " + PREFIX + name);
    }
    return new String(header.value(), UTF_8);
  }
}
