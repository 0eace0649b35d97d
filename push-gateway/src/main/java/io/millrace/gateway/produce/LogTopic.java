package io.millrace.gateway.produce;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The topic `logs` as the broker describes it now and then: whether it can be reached, and into
/// how many partitions. Safe for use by many threads.
public final class LogTopic implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LogTopic.class);

  private static final Duration WHILE_WELL = Duration.ofSeconds(10);
  private static final Duration WHILE_ILL = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /// So often in a row Kafka may fail to answer before pushes are refused unseen.
  private static final int MAX_SILENCE = 2;

  private final Admin admin;
  private final String topic;
  private final Thread watcher;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition asked = lock.newCondition();
  private boolean suspected;
  private int silence;
  private volatile boolean closed;
  private volatile int partitions;
  private volatile Optional<String> problem;

  /// The admin client becomes this object's to close.
  public LogTopic(Admin admin, String topic) {
    this.admin = admin;
    this.topic = topic;
    this.problem = Optional.of("topic %s was not asked for yet".formatted(topic));
    this.watcher = Thread.ofVirtual().name("log-topic").unstarted(this::watch);
  }

  public void start() {
    watcher.start();
  }

  /// How many partitions the topic has; 0 where it was never seen.
  public int partitions() {
    return partitions;
  }

  /// Why records cannot be sent at this moment.
  public Optional<String> problem() {
    return problem;
  }

  /// Somebody failed to send: have a look at once.
  void suspect() {
    lock.lock();
    try {
      suspected = true;
      asked.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    closed = true;
    watcher.interrupt();
    admin.close(Duration.ofSeconds(1));
  }

  private void watch() {
    try {
      while (!closed) {
        look();
        pause(problem.isPresent() || silence > 0 ? WHILE_ILL : WHILE_WELL);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void pause(Duration atMost) throws InterruptedException {
    lock.lock();
    try {
      long left = atMost.toNanos();
      while (!suspected && left > 0) {
        left = asked.awaitNanos(left);
      }
      suspected = false;
    } finally {
      lock.unlock();
    }
  }

  private void look() throws InterruptedException {
    try {
      Map<String, TopicDescription> found =
          admin
              .describeTopics(List.of(topic))
              .allTopicNames()
              .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      found.values().forEach(description -> partitions = description.partitions().size());
      silence = 0;
      change(Optional.empty());
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof UnknownTopicOrPartitionException) {
        change(Optional.of("topic %s does not exist".formatted(topic)));
      } else {
        silent("kafka does not answer: " + (cause == null ? e : cause).getMessage());
      }
    } catch (TimeoutException | KafkaException e) {
      silent("kafka does not answer within " + PATIENCE.toSeconds() + "s");
    }
  }

  private void silent(String reason) {
    if (++silence >= MAX_SILENCE || problem.isPresent()) {
      change(Optional.of(reason));
    }
  }

  private void change(Optional<String> found) {
    if (!closed && found.isPresent() != problem.isPresent()) {
      LOG.atInfo()
          .addKeyValue("topic", topic)
          .addKeyValue("partitions", partitions)
          .addKeyValue("problem", found.orElse("none"))
          .log("kafka seen");
    }
    problem = found;
  }
}
