package io.millrace.standalone.fsck;

import io.millrace.schemas.catalog.CatalogRecordSerde;
import io.millrace.schemas.catalog.ObjectEntry;
import io.millrace.schemas.topic.Topics;
import io.millrace.store.catalog.CatalogAudit;
import io.millrace.store.objectstore.ObjectStore;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/// One examination of a deployment. It only reads; a node may run meanwhile.
///
/// @param kafka settings of Kafka clients
/// @param deep whether every object is opened
/// @param out takes the account, a line for each partition
public record Fsck(
    Map<String, String> kafka,
    Topics topics,
    CatalogRecordSerde serde,
    ObjectStore store,
    boolean deep,
    PrintWriter out) {

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
    checkObjects(report.liveObjects(), findings);
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

  private void checkObjects(List<ObjectEntry> objects, List<String> findings) {
    long bytes = 0;
    for (ObjectEntry object : objects) {
      bytes += object.bytes();
      ObjectCheck.of(store, object, deep).ifPresent(findings::add);
    }
    out.printf("%d objects, %d bytes%s%n", objects.size(), bytes, deep ? ", each opened" : "");
  }
}
