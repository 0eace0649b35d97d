package io.millrace.standalone.fsck;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

/// The topic `logs` as the broker has it: its id, and per partition the first offset and the one
/// after the last.
record LogsTopic(String id, Map<Integer, Long> beginnings, Map<Integer, Long> ends) {
  static LogsTopic describe(Map<String, String> kafka, String name)
      throws ExecutionException, InterruptedException {
    try (var admin = Admin.create(Map.copyOf(kafka))) {
      TopicDescription topic = admin.describeTopics(List.of(name)).allTopicNames().get().get(name);
      if (topic == null) {
        throw new IllegalStateException("broker did not describe the topic " + name);
      }
      return new LogsTopic(
          topic.topicId().toString(),
          offsets(admin, topic, OffsetSpec.earliest()),
          offsets(admin, topic, OffsetSpec.latest()));
    }
  }

  private static Map<Integer, Long> offsets(Admin admin, TopicDescription topic, OffsetSpec which)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    topic
        .partitions()
        .forEach(p -> asked.put(new TopicPartition(topic.name(), p.partition()), which));
    Map<Integer, Long> offsets = new HashMap<>();
    for (Map.Entry<TopicPartition, ListOffsetsResultInfo> entry :
        admin.listOffsets(asked).all().get().entrySet()) {
      offsets.put(entry.getKey().partition(), entry.getValue().offset());
    }
    return offsets;
  }

  long beginning(int partition) {
    return beginnings.getOrDefault(partition, 0L);
  }

  long end(int partition) {
    return ends.getOrDefault(partition, 0L);
  }
}
