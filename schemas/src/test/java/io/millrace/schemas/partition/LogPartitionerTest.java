package io.millrace.schemas.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.schemas.model.LabelParser;
import io.millrace.schemas.model.LabelSyntaxException;
import io.millrace.schemas.model.Labels;
import io.millrace.schemas.model.TenantId;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

final class LogPartitionerTest {
  @Test
  void partition_isThatOfThePublishedVectors() throws IOException, LabelSyntaxException {
    JsonNode vectors = vectors();

    assertThat(vectors).hasSizeGreaterThan(10);
    for (JsonNode vector : vectors) {
      var partitioner =
          LogPartitioner.of(
              new TenantId(vector.get("tenant").asText()),
              vector.get("partitions").asInt(),
              vector.get("shardSize").asInt());
      Labels labels = Labels.of(LabelParser.parse(vector.get("labels").asText()));

      assertThat(Long.toUnsignedString(labels.hash(), 16))
          .as(vector.toString())
          .isEqualTo(vector.get("hash").asText());
      assertThat(partitioner.shards())
          .as(vector.toString())
          .containsExactly(
              StreamSupport.stream(vector.get("shards").spliterator(), false)
                  .mapToInt(JsonNode::asInt)
                  .toArray());
      assertThat(partitioner.partition(labels.hash()))
          .as(vector.toString())
          .isEqualTo(vector.get("partition").asInt());
    }
  }

  @Test
  void shards_growWithoutMoving() {
    for (int size = 1; size < 15; size++) {
      int[] smaller = LogPartitioner.of(new TenantId("acme"), 16, size).shards();
      int[] larger = LogPartitioner.of(new TenantId("acme"), 16, size + 1).shards();

      assertThat(Arrays.copyOf(larger, size)).containsExactly(smaller);
    }
  }

  @Test
  void of_refusesNoPartitions() {
    assertThatThrownBy(() -> LogPartitioner.of(TenantId.DEFAULT, 0, 0))
        .hasMessage("needs at least 1 partition and a shard size of at least 0, found 0 and 0");
  }

  private static JsonNode vectors() throws IOException {
    try (InputStream in = LogPartitionerTest.class.getResourceAsStream("/partition-vectors.json")) {
      return new ObjectMapper().readTree(Objects.requireNonNull(in));
    }
  }
}
