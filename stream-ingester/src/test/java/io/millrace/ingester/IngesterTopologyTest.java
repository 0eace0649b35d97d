package io.millrace.ingester;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.topic.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

final class IngesterTopologyTest {
  @Test
  void describe_isWhatIsWrittenDown() throws IOException {
    Topology topology = IngesterTopology.topology(new Topics(Topics.DEFAULT_PREFIX), Nothing::new);

    try (InputStream expected =
        Objects.requireNonNull(IngesterTopologyTest.class.getResourceAsStream("/topology.txt"))) {
      assertThat(topology.describe().toString())
          .isEqualTo(new String(expected.readAllBytes(), UTF_8));
    }
  }

  private static final class Nothing implements Processor<byte[], byte[], byte[], byte[]> {
    @Override
    public void process(Record<byte[], byte[]> record) {}
  }
}
