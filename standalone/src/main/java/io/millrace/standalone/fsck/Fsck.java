package io.millrace.standalone.fsck;

import io.millrace.schemas.catalog.CatalogRecordSerde;
import io.millrace.schemas.topic.Topics;
import io.millrace.store.catalog.CatalogAudit;
import io.millrace.store.catalog.CatalogAudit.LiveObject;
import io.millrace.store.catalog.ObjectAudit;
import io.millrace.store.objectstore.ObjectStore;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;

/// One examination of a deployment. It only reads; a node may run meanwhile.
///
/// @param kafka settings of Kafka clients
/// @param objects whether each object is opened and compared with the catalog
/// @param out takes the account, a line for each partition
public record Fsck(
    Map<String, String> kafka,
    Topics topics,
    CatalogRecordSerde serde,
    ObjectStore store,
    boolean objects,
    PrintWriter out) {
  private static final int OBJECTS_AT_ONCE = 16;

  /// What is not as it must be, a line each; empty if all is well.
  public List<String> findings() throws ExecutionException, InterruptedException {
    List<String> findings = new ArrayList<>();
    var audit = new CatalogAudit();
    CatalogReader.read(kafka, topics.catalog(), serde, audit::add);
    CatalogAudit.Report report = audit.report();
    report.findings().forEach(finding -> findings.add(finding.toString()));
    // Asked after the catalog was read, so that what is published cannot lie beyond the end.
    var logs = LogsTopic.describe(kafka, topics.logs());
    report.partitions().forEach(partition -> check(partition, logs, findings));
    nothingPublished(report, logs, findings);
    if (objects) {
      checkObjects(report.liveObjects(), findings);
    }
    return findings;
  }

  private void check(CatalogAudit.Partition books, LogsTopic logs, List<String> findings) {
    boolean current = books.topicId().equals(logs.id());
    long from = books.ranges().getFirst().from();
    long watermark = books.ranges().getFirst().to();
    out.printf(
        "partition %d%s: offsets [%d, %d) in %d segments, %d rows, %d duplicates dropped,"
            + " %d dead letters",
        books.partition(),
        current ? "" : " of a former topic " + books.topicId(),
        from,
        watermark,
        books.segments(),
        books.rows(),
        books.duplicates(),
        books.deadLettered());
    if (current) {
      out.printf(", %d records not published yet", logs.end(books.partition()) - watermark);
      compare(books.partition(), watermark, logs, findings);
    }
    out.println();
  }

  private void nothingPublished(CatalogAudit.Report report, LogsTopic logs, List<String> findings) {
    Set<Integer> published =
        report.partitions().stream()
            .filter(books -> books.topicId().equals(logs.id()))
            .map(CatalogAudit.Partition::partition)
            .collect(Collectors.toSet());
    for (int partition : logs.ends().keySet()) {
      if (!published.contains(partition)) {
        out.printf(
            "partition %d: nothing published, %d records wait%n", partition, logs.end(partition));
        compare(partition, 0, logs, findings);
      }
    }
  }

  private static void compare(
      int partition, long watermark, LogsTopic logs, List<String> findings) {
    if (watermark < logs.beginning(partition)) {
      findings.add(
          "partition %d lost offsets [%d, %d): deleted from Kafka before they were published"
              .formatted(partition, watermark, logs.beginning(partition)));
    }
    if (watermark > logs.end(partition)) {
      findings.add(
          "partition %d is published up to %d but ends at %d"
              .formatted(partition, watermark, logs.end(partition)));
    }
  }

  private void checkObjects(List<LiveObject> objects, List<String> findings)
      throws ExecutionException, InterruptedException {
    var audit = new ObjectAudit(store);
    long bytes = 0;
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var atOnce = new Semaphore(OBJECTS_AT_ONCE);
      List<Future<Optional<ObjectAudit.Finding>>> checks = new ArrayList<>();
      for (LiveObject object : objects) {
        bytes += object.entry().bytes();
        atOnce.acquire();
        checks.add(
            executor.submit(
                () -> {
                  try {
                    return audit.check(object);
                  } finally {
                    atOnce.release();
                  }
                }));
      }
      for (Future<Optional<ObjectAudit.Finding>> check : checks) {
        check.get().ifPresent(finding -> findings.add(finding.toString()));
      }
    }
    out.printf("%d objects, %d bytes, each opened%n", objects.size(), bytes);
  }
}
