package io.millrace.acceptance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Millrace as a cluster on one machine: each role in a process of its own, a broker in another,
/// and a bucket behind the S3 protocol that checks every signature.
final class Cluster implements AutoCloseable {
  final Millrace broker;
  final Millrace gateway;
  final Millrace ingester;
  final Millrace flusher;
  final Millrace query;
  private final S3Bucket bucket;
  private final Path workDir;
  private final Map<String, String> shared;

  private Cluster(Path workDir, Map<String, String> extraSettings) throws IOException {
    this.workDir = workDir;
    this.bucket = S3Bucket.start(workDir.resolve("bucket"));
    int brokerPort = Millrace.freePort();
    String bootstrap = "127.0.0.1:" + brokerPort;
    this.broker =
        Millrace.command(
            "broker",
            brokerPort,
            workDir,
            List.of("broker", "--port=" + brokerPort, "--data=" + workDir.resolve("broker")));
    this.shared = new HashMap<>(extraSettings);
    shared.put("kafka.bootstrap.servers", bootstrap);
    shared.put("logs.partitions", "3");
    shared.putAll(bucket.settings());
    this.gateway = role("push-gateway", Map.of());
    this.ingester = role("stream-ingester", Map.of());
    this.flusher = role("chunk-flusher", Map.of());
    this.query = role("query-service", Map.of("query.ingesters", "127.0.0.1:" + ingester.port()));
  }

  /// Starts everything and waits until all of it can serve.
  static Cluster start(Path workDir, Map<String, String> extraSettings) throws IOException {
    Cluster cluster = new Cluster(workDir, extraSettings);
    cluster.broker.start();
    Millrace.Finished topics = Millrace.finish(workDir, cluster.withSettings("topics", "create"));
    if (topics.status() != 0) {
      cluster.close();
      throw new IllegalStateException("topics create failed: " + topics.output());
    }
    cluster.roles().forEach(Millrace::start);
    cluster.roles().forEach(Millrace::awaitReady);
    return cluster;
  }

  /// The processes that hold a role, the broker not among them.
  List<Millrace> roles() {
    return List.of(gateway, ingester, flusher, query);
  }

  void awaitReady() {
    roles().forEach(Millrace::awaitReady);
  }

  Millrace.Finished fsck() {
    return Millrace.finish(workDir, withSettings("fsck"));
  }

  @Override
  public void close() throws IOException {
    roles().forEach(Millrace::close);
    broker.close();
    bucket.close();
  }

  private Millrace role(String target, Map<String, String> own) {
    Map<String, String> settings = new HashMap<>(shared);
    settings.putAll(own);
    settings.put("data.dir", workDir.resolve(target).toString());
    return Millrace.run(target, target, workDir, settings);
  }

  private List<String> withSettings(String... subcommand) {
    List<String> arguments = new ArrayList<>(List.of(subcommand));
    shared.forEach(
        (key, value) -> {
          arguments.add("--set");
          arguments.add(key + "=" + value);
        });
    return arguments;
  }
}
