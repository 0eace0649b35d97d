package io.millrace.embedded;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/// The configuration of a broker that is alone: nothing is replicated, groups form at once, a dead
/// member is noticed within seconds, and heap and files stay small.
final class BrokerProperties {
  static final int NODE_ID = 1;
  static final String HOST = "127.0.0.1";

  private BrokerProperties() {}

  /// Everything but `overrides` is decided here; what `overrides` names wins.
  static Properties of(Path data, int port, int controllerPort, Map<String, String> overrides) {
    Properties properties = new Properties();
    listeners(properties, port, controllerPort);
    properties.putAll(
        Map.of(
            "log.dirs", data.toString(),
            "auto.create.topics.enable", "false",
            "num.partitions", "4",
            // What is rescanned after a kill is what came since the last roll: small segments, less
            // of it.
            "log.segment.bytes", "134217728",
            "log.index.size.max.bytes", "2097152",
            "log.cleaner.dedupe.buffer.size", "8388608",
            "message.max.bytes", "16777216",
            "replica.fetch.max.bytes", "16777216",
            "socket.request.max.bytes", "134217728"));
    alone(properties);
    quickSessions(properties);
    smallPools(properties);
    properties.putAll(overrides);
    return properties;
  }

  private static void listeners(Properties properties, int port, int controllerPort) {
    properties.putAll(
        Map.of(
            "process.roles",
            "broker,controller",
            "node.id",
            Integer.toString(NODE_ID),
            "controller.quorum.voters",
            NODE_ID + "@" + HOST + ":" + controllerPort,
            "controller.listener.names",
            "CONTROLLER",
            "listeners",
            "PLAINTEXT://" + HOST + ":" + port + ",CONTROLLER://" + HOST + ":" + controllerPort,
            "advertised.listeners",
            "PLAINTEXT://" + HOST + ":" + port,
            "listener.security.protocol.map",
            "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"));
  }

  /// One replica of everything, and few partitions for the broker's own topics.
  private static void alone(Properties properties) {
    properties.putAll(
        Map.of(
            "default.replication.factor", "1",
            "min.insync.replicas", "1",
            "offsets.topic.replication.factor", "1",
            "offsets.topic.num.partitions", "4",
            "transaction.state.log.replication.factor", "1",
            "transaction.state.log.min.isr", "1",
            "transaction.state.log.num.partitions", "4",
            "share.coordinator.state.topic.replication.factor", "1",
            "share.coordinator.state.topic.min.isr", "1",
            "share.coordinator.state.topic.num.partitions", "1"));
  }

  /// After a kill, the broker waits for its own former registration to expire and the groups wait
  /// for their former members: both stand between a start and the first record.
  private static void quickSessions(Properties properties) {
    properties.putAll(
        Map.of(
            "broker.session.timeout.ms", "3000",
            "broker.heartbeat.interval.ms", "500",
            "group.initial.rebalance.delay.ms", "0",
            "group.min.session.timeout.ms", "1000",
            "transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000"));
    for (String protocol : new String[] {"group.consumer.", "group.streams."}) {
      properties.putAll(
          Map.of(
              protocol + "min.session.timeout.ms", "1000",
              protocol + "session.timeout.ms", "3000",
              protocol + "min.heartbeat.interval.ms", "100",
              protocol + "heartbeat.interval.ms", "500"));
    }
    properties.put("group.streams.initial.rebalance.delay.ms", "0");
  }

  /// A broker that shares its machine with everything else.
  private static void smallPools(Properties properties) {
    properties.putAll(
        Map.of(
            "num.network.threads", "2",
            "num.io.threads", "4",
            "num.recovery.threads.per.data.dir", "2",
            "background.threads", "2",
            "log.cleaner.threads", "1",
            "group.coordinator.threads", "1",
            "share.coordinator.threads", "1"));
  }
}
