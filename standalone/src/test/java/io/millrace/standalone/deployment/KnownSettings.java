package io.millrace.standalone.deployment;

import io.millrace.runtime.Settings;
import io.millrace.runtime.http.HttpConfig;
import io.millrace.standalone.node.NodeConfig;
import io.millrace.standalone.node.Services;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Every setting that the code reads, found by letting each reader read.
final class KnownSettings {
  /// What is handed on as it is, to Kafka's clients, to the S3 client, to the table of tokens.
  private static final List<String> OPEN_PREFIXES = List.of("kafka.", "s3.", "auth.token.");

  private final Settings settings = new Settings(Map.of("kafka.bootstrap.servers", "host:9092"));

  private KnownSettings() {
    NodeConfig.from(settings);
    HttpConfig.from(settings);
    Services.from(settings);
  }

  static KnownSettings read() {
    return new KnownSettings();
  }

  Set<String> names() {
    Set<String> names = new TreeSet<>(settings.known());
    names.removeIf(name -> OPEN_PREFIXES.contains(name));
    return names;
  }

  /// As a page writes them: `kafka.*`.
  Set<String> openPrefixes() {
    return OPEN_PREFIXES.stream().map(prefix -> prefix + "*").collect(Collectors.toSet());
  }

  Map<String, String> defaults() {
    return settings.defaults();
  }

  boolean knows(String name) {
    return names().contains(name) || OPEN_PREFIXES.stream().anyMatch(name::startsWith);
  }
}
