package io.millrace.ingester;

import io.millrace.ingester.recent.Owners;
import io.millrace.ingester.shelf.PartitionView;
import io.millrace.ingester.shelf.Shelf;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.ThreadMetadata;
import org.apache.kafka.streams.Topology;

/// Kafka Streams with its life, its readiness and what it knows of the other processes. Safe for
/// use by many threads, except for its life.
final class StreamsClient implements Owners, AutoCloseable {
  private static final Duration STOP = Duration.ofSeconds(5);

  private final KafkaStreams streams;
  private final FaultHandler faults;
  private final String logsTopic;
  private final Shelf shelf;

  StreamsClient(
      IngesterConfig config, String instance, Topology topology, Shelf shelf, FaultHandler faults) {
    this.faults = faults;
    this.logsTopic = config.topics().logs();
    this.shelf = shelf;
    this.streams =
        new KafkaStreams(
            topology,
            StreamsSettings.of(config, instance),
            new SteadyClients(config.applicationId(), instance));
    streams.setUncaughtExceptionHandler(faults);
  }

  void start() {
    streams.start();
  }

  /// Why not all partitions that fell to this process are worked on and readable, if so. The state
  /// of Kafka Streams alone does not tell: it may run without tasks.
  Optional<String> notReadyBecause() {
    Optional<Throwable> fatal = faults.fatal();
    if (fatal.isPresent()) {
      return Optional.of("stopped by " + fatal.get());
    }
    KafkaStreams.State state = streams.state();
    if (state != KafkaStreams.State.RUNNING) {
      return Optional.of("Kafka Streams is " + state);
    }
    if (byPartition().isEmpty()) {
      return Optional.of("no partition of %s has an owner yet".formatted(logsTopic));
    }
    Set<Integer> waiting = new TreeSet<>();
    for (ThreadMetadata thread : streams.metadataForLocalThreads()) {
      thread.activeTasks().stream()
          .flatMap(task -> task.topicPartitions().stream())
          .map(TopicPartition::partition)
          .filter(partition -> shelf.view(partition).map(PartitionView::starting).orElse(true))
          .forEach(waiting::add);
    }
    return waiting.isEmpty()
        ? Optional.empty()
        : Optional.of("reading again the records of partitions " + waiting);
  }

  @Override
  public Map<Integer, String> byPartition() {
    if (!streams.state().isRunningOrRebalancing()) {
      return Map.of();
    }
    Map<Integer, String> owners = new TreeMap<>();
    for (StreamsMetadata client : streams.metadataForAllStreamsClients()) {
      String address = client.host() + ":" + client.port();
      client.topicPartitions().stream()
          .filter(partition -> partition.topic().equals(logsTopic))
          .forEach(partition -> owners.put(partition.partition(), address));
    }
    return owners;
  }

  /// What is assigned where, for the log.
  @Override
  public String toString() {
    return byPartition().entrySet().stream()
        .map(owner -> owner.getKey() + "=" + owner.getValue())
        .collect(Collectors.joining(", "));
  }

  /// Stops the tasks and leaves the group, so that others take the partitions over at once.
  @Override
  public void close() {
    streams.close(
        CloseOptions.timeout(STOP)
            .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
  }
}
