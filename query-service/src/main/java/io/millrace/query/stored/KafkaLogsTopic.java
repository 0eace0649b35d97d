package io.millrace.query.stored;

import io.millrace.query.plan.QueryContext;
import io.millrace.query.plan.QueryException;
import io.millrace.query.plan.QueryException.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// Asks Kafka, and remembers the answer for a few seconds: a partition that is added is read that
/// much later at most.
public final class KafkaLogsTopic implements LogsTopic, AutoCloseable {
  private static final Duration KEEP = Duration.ofSeconds(5);
  private static final Duration CLOSE = Duration.ofSeconds(2);

  private final Admin admin;
  private final String topic;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile @Nullable Known known;

  private record Known(State state, long until) {}

  /// `kafka` are client settings with at least `bootstrap.servers`.
  public KafkaLogsTopic(Map<String, String> kafka, String topic) {
    this.admin = Admin.create(new HashMap<>(kafka));
    this.topic = topic;
  }

  @Override
  public State state(QueryContext context) throws InterruptedException {
    Known now = known;
    if (now != null && System.nanoTime() - now.until < 0) {
      return now.state;
    }
    asking.lockInterruptibly();
    try {
      now = known;
      if (now == null || System.nanoTime() - now.until >= 0) {
        now = new Known(ask(context.remaining()), System.nanoTime() + KEEP.toNanos());
        known = now;
      }
      return now.state;
    } finally {
      asking.unlock();
    }
  }

  private State ask(Duration timeout) throws InterruptedException {
    TopicDescription description =
        await(admin.describeTopics(List.of(topic)).topicNameValues().get(topic), timeout);
    Map<TopicPartition, OffsetSpec> earliest = new HashMap<>();
    description
        .partitions()
        .forEach(
            p -> earliest.put(new TopicPartition(topic, p.partition()), OffsetSpec.earliest()));
    Map<TopicPartition, ListOffsetsResultInfo> offsets =
        await(admin.listOffsets(earliest).all(), timeout);
    List<Long> first = new ArrayList<>();
    for (int partition = 0; partition < description.partitions().size(); partition++) {
      ListOffsetsResultInfo offset = offsets.get(new TopicPartition(topic, partition));
      first.add(offset == null ? 0 : offset.offset());
    }
    return new State(description.topicId().toString(), first);
  }

  private <T> T await(@Nullable KafkaFuture<T> answer, Duration timeout)
      throws InterruptedException {
    try {
      if (answer != null) {
        return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (ExecutionException | TimeoutException e) {
      throw new QueryException(
          Reason.UNAVAILABLE, "kafka does not describe %s: %s".formatted(topic, e), e);
    }
    throw new QueryException(Reason.UNAVAILABLE, "kafka does not describe " + topic);
  }

  @Override
  public void close() {
    admin.close(CLOSE);
  }
}
