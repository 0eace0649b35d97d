package io.millrace.schemas.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.schemas.wire.BadRecordException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

final class DeadLetterTest {
  private final ConsumerRecord<byte[], byte[]> source =
      new ConsumerRecord<>("logs", 3, 42, "key".getBytes(UTF_8), "broken".getBytes(UTF_8));

  @Test
  void record_keepsTheBytesAndSaysWhy() {
    source.headers().add("trace", new byte[] {1});
    var letter = DeadLetter.of(new BadRecordException("unknown schema id 7"), source);

    var sent =
        letter.toRecord("millrace.dead-letter", source.key(), source.value(), source.headers());

    assertThat(sent.topic()).isEqualTo("millrace.dead-letter");
    assertThat(sent.key()).isEqualTo(source.key());
    assertThat(sent.value()).isEqualTo(source.value());
    assertThat(DeadLetter.from(sent.headers())).isEqualTo(letter);
    assertThat(letter.errorClass()).isEqualTo("BadRecordException");
    assertThat(letter.sourceOffset()).isEqualTo(42);
    assertThat(DeadLetter.sourceHeaders(sent.headers())).isEqualTo(source.headers());
  }

  @Test
  void headers_ofAnotherRecordAreRefused() {
    assertThatThrownBy(() -> DeadLetter.from(new RecordHeaders()))
        .hasMessage("dead letter lacks header millrace.dlq.error.class");
  }
}
