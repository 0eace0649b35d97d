package io.millrace.schemas.topic;

/// The names of the topics under one prefix (`millrace.` where nothing else is set).
public record Topics(String prefix) {
  public static final String DEFAULT_PREFIX = "millrace.";

  /// Log records, partitioned by tenant and stream. The only place where an accepted line waits.
  public String logs() {
    return prefix + "logs";
  }

  /// Encoded pages of closed segments; as many partitions as [#logs()].
  public String chunks() {
    return prefix + "chunks";
  }

  /// What is published: one partition, compacted.
  public String catalog() {
    return prefix + "catalog";
  }

  /// Records that could not be read, as they came.
  public String deadLetter() {
    return prefix + "dead-letter";
  }
}
