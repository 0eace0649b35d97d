package io.millrace.ingester.flush;

import io.millrace.ingester.flush.LogEnds.Ends;
import io.millrace.ingester.recent.Owners;
import io.millrace.ingester.shelf.Watermarks;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has every partition cut, wherever its owner is, and waits until all of it is published. Safe for
/// use by many threads; calls block.
public final class FlushCoordinator {
  private static final Logger LOG = LoggerFactory.getLogger(FlushCoordinator.class);
  private static final Duration LOOK = Duration.ofMillis(25);
  private static final Duration ASK_AGAIN = Duration.ofSeconds(2);

  private final FlushBoard board;
  private final Owners owners;
  private final Watermarks watermarks;
  private final String ownAddress;
  private final LogEnds ends;
  private final Peers peers = new Peers();

  /// Partitions not published up to their target: `watermark/target` by partition.
  public record Pending(Map<Integer, String> partitions) {
    public Pending {
      partitions = Map.copyOf(partitions);
    }
  }

  /// Makes a coordinator in the process that is reached at `ownAddress`; `kafka` are client
  /// settings with at least `bootstrap.servers`.
  public FlushCoordinator(
      Map<String, String> kafka,
      String logsTopic,
      FlushBoard board,
      Owners owners,
      Watermarks watermarks,
      String ownAddress) {
    this.board = board;
    this.owners = owners;
    this.watermarks = watermarks;
    this.ownAddress = ownAddress;
    this.ends = new LogEnds(kafka, logsTopic);
  }

  /// Asks the owners to cut everything that was accepted before the call.
  public void flush() throws InterruptedException {
    Ends now = ends.read();
    ask(unpublished(now));
  }

  /// As [#flush()], and waits for the catalog. What is left after `timeout` is the answer; nothing
  /// is, where all went well.
  public Pending flushAndWait(Duration timeout) throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    Ends now = ends.read();
    Map<Integer, Long> pending = unpublished(now);
    ask(pending);
    long asked = System.nanoTime();
    while (!pending.isEmpty() && System.nanoTime() < deadline) {
      if (System.nanoTime() - asked > ASK_AGAIN.toNanos()) {
        pending.entrySet().removeIf(target -> isMarkersOnly(now, target));
        ask(whatever(now, pending));
        asked = System.nanoTime();
      }
      Thread.sleep(LOOK);
      pending.entrySet().removeIf(target -> published(now, target.getKey()) >= target.getValue());
    }
    Map<Integer, String> left = new TreeMap<>();
    pending.forEach((p, target) -> left.put(p, published(now, p) + "/" + target));
    return new Pending(left);
  }

  /// The targets that the catalog has not reached. A partition without records has none.
  private Map<Integer, Long> unpublished(Ends now) {
    Map<Integer, Long> targets = new HashMap<>();
    now.ends()
        .forEach(
            (partition, end) -> {
              long beginning = now.beginnings().getOrDefault(partition, 0L);
              if (end > beginning && published(now, partition) < end) {
                targets.put(partition, end);
              }
            });
    return targets;
  }

  /// Whether what is missing up to the target are the markers of somebody's transactions, which no
  /// segment covers until a record follows.
  private boolean isMarkersOnly(Ends now, Map.Entry<Integer, Long> target) {
    long from =
        Math.max(
            published(now, target.getKey()), now.beginnings().getOrDefault(target.getKey(), 0L));
    return !ends.hasRecords(target.getKey(), from, target.getValue());
  }

  /// Targets that any record reaches which is not published yet: where markers stand behind the
  /// last record, the owner never gets to the end.
  private Map<Integer, Long> whatever(Ends now, Map<Integer, Long> pending) {
    Map<Integer, Long> targets = new HashMap<>();
    pending.forEach((partition, _) -> targets.put(partition, published(now, partition) + 1));
    return targets;
  }

  private long published(Ends now, int partition) {
    return watermarks.of(now.topicId(), partition);
  }

  private void ask(Map<Integer, Long> targets) throws InterruptedException {
    Map<Integer, String> owner = owners.byPartition();
    Map<String, Map<Integer, Long>> byAddress = new TreeMap<>();
    targets.forEach(
        (partition, target) -> {
          String address = owner.get(partition);
          if (address != null) {
            byAddress.computeIfAbsent(address, _ -> new TreeMap<>()).put(partition, target);
          }
        });
    for (Map.Entry<String, Map<Integer, Long>> asked : byAddress.entrySet()) {
      if (asked.getKey().equals(ownAddress)) {
        asked.getValue().forEach(board::ask);
      } else {
        askPeer(asked.getKey(), asked.getValue());
      }
    }
  }

  private void askPeer(String address, Map<Integer, Long> targets) throws InterruptedException {
    try {
      peers.ask(address, targets);
    } catch (IOException e) {
      LOG.atWarn()
          .addKeyValue("peer", address)
          .addKeyValue("error", e.getMessage())
          .log("ingester was not asked to flush");
    }
  }
}
