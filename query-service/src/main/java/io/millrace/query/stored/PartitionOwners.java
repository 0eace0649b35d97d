package io.millrace.query.stored;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Remembers which ingester owns which partition, and asks any of the known ingesters when that has
/// turned out to be wrong. Safe for use by many threads.
final class PartitionOwners {
  private static final Logger LOG = LoggerFactory.getLogger(PartitionOwners.class);

  private final IngesterClient client;
  private final List<String> ingesters;
  private volatile Map<Integer, String> known = Map.of();

  /// `ingesters` are `host:port` of some ingesters at least, which know the others.
  PartitionOwners(IngesterClient client, List<String> ingesters) {
    this.client = client;
    this.ingesters = List.copyOf(ingesters);
  }

  /// `host:port` by partition, as known.
  Map<Integer, String> known() {
    return known;
  }

  /// Asks the ingesters one after the other until one answers. What was known stays where none
  /// does.
  Map<Integer, String> refresh() throws InterruptedException {
    for (String ingester : ingesters) {
      try {
        Map<Integer, String> owners = Map.copyOf(client.owners(ingester));
        known = owners;
        return owners;
      } catch (IOException e) {
        LOG.atDebug()
            .addKeyValue("ingester", ingester)
            .addKeyValue("error", e.toString())
            .log("ingester does not tell the owners");
      }
    }
    return known;
  }
}
