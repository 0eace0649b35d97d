package io.millrace.schemas.topic;

import java.util.Map;

/// One topic as it must be. `configs` are Kafka's topic configurations.
public record TopicSpec(String name, int partitions, Map<String, String> configs) {
  public TopicSpec {
    configs = Map.copyOf(configs);
  }
}
