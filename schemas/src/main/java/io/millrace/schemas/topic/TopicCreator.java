package io.millrace.schemas.topic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;

/// Makes the topics that are missing and refuses those that are not as they must be. An existing
/// topic is never changed.
public final class TopicCreator {
  private final Admin admin;
  private final Duration timeout;

  /// The admin client stays the caller's. `timeout` bounds each question to the broker.
  public TopicCreator(Admin admin, Duration timeout) {
    this.admin = admin;
    this.timeout = timeout;
  }

  /// Creates what is missing, with the broker's replication factor; returns the names created,
  /// ascending. Two processes may do it at once.
  ///
  /// @throws KafkaException if the broker does not answer or refuses
  /// @throws IllegalStateException if a topic exists with another number of partitions
  public List<String> create(List<TopicSpec> specs) throws InterruptedException {
    Set<String> existing = get(admin.listTopics().names());
    Set<String> created = new TreeSet<>();
    for (TopicSpec spec : specs) {
      if (!existing.contains(spec.name()) && createOne(spec)) {
        created.add(spec.name());
      }
    }
    check(specs.stream().filter(spec -> !created.contains(spec.name())).toList());
    return List.copyOf(created);
  }

  /// The names of `specs` that do not exist.
  ///
  /// @throws KafkaException if the broker does not answer
  public List<String> missing(List<TopicSpec> specs) throws InterruptedException {
    Set<String> existing = get(admin.listTopics().names());
    return specs.stream().map(TopicSpec::name).filter(name -> !existing.contains(name)).toList();
  }

  private boolean createOne(TopicSpec spec) throws InterruptedException {
    var topic =
        new NewTopic(spec.name(), Optional.of(spec.partitions()), Optional.<Short>empty())
            .configs(spec.configs());
    try {
      get(admin.createTopics(List.of(topic)).all());
      return true;
    } catch (TopicExistsException another) {
      return false;
    }
  }

  private void check(List<TopicSpec> specs) throws InterruptedException {
    Map<String, TopicDescription> found =
        get(admin.describeTopics(specs.stream().map(TopicSpec::name).toList()).allTopicNames());
    List<String> wrong = new ArrayList<>();
    for (TopicSpec spec : specs) {
      TopicDescription description = found.get(spec.name());
      int partitions = description == null ? 0 : description.partitions().size();
      if (partitions != spec.partitions()) {
        wrong.add(
            "topic %s has %d partitions, needs %d"
                .formatted(spec.name(), partitions, spec.partitions()));
      }
    }
    if (!wrong.isEmpty()) {
      throw new IllegalStateException(wrong.stream().collect(Collectors.joining("; ")));
    }
  }

  private <T> T get(KafkaFuture<T> future) throws InterruptedException {
    try {
      return future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof KafkaException cause) {
        throw cause;
      }
      throw new KafkaException(e.getCause());
    } catch (TimeoutException e) {
      throw new KafkaException("broker did not answer within " + timeout, e);
    }
  }
}
