package io.millrace.query.stored;

import io.millrace.query.QueryMetrics;
import io.millrace.query.plan.QueryContext;
import io.millrace.query.plan.QueryException;
import io.millrace.query.plan.QueryException.Reason;
import io.millrace.query.stored.RecentAnswer.Outcome;
import io.millrace.schemas.recent.RecentRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Asks the ingesters for what is not published: each partition its owner, again where the owner
/// has changed, is starting or is away, until every partition is covered. Safe for use by many
/// threads.
final class RecentRows implements AutoCloseable {
  private static final long FIRST_PAUSE_MILLIS = 20;
  private static final long LONGEST_PAUSE_MILLIS = 1000;

  private final IngesterClient client = new IngesterClient();
  private final PartitionOwners owners;
  private final Duration patience;
  private final QueryMetrics metrics;

  RecentRows(List<String> ingesters, Duration patience, QueryMetrics metrics) {
    this.owners = new PartitionOwners(client, ingesters);
    this.patience = patience;
    this.metrics = metrics;
  }

  /// The answers of all partitions that the request names, by partition.
  ///
  /// @throws StaleCatalogException if an ingester has let go of rows that the asker takes to be
  ///   unpublished
  /// @throws QueryException if a partition cannot be read in time
  List<RecentAnswer> ask(RecentRequest request, QueryContext context)
      throws IOException, InterruptedException, StaleCatalogException {
    Map<Integer, RecentAnswer> answers = new TreeMap<>();
    Map<Integer, Long> pending = new HashMap<>(request.fromOffsets());
    Map<Integer, String> byPartition = owners.known();
    long giveUp = System.nanoTime() + patience.toNanos();
    long pause = FIRST_PAUSE_MILLIS;
    while (!pending.isEmpty()) {
      context.check();
      if (!byPartition.keySet().containsAll(pending.keySet())) {
        byPartition = owners.refresh();
      }
      String problem = round(request, pending, byPartition, answers, context);
      if (pending.isEmpty()) {
        break;
      }
      if (System.nanoTime() - giveUp >= 0) {
        throw new QueryException(
            Reason.UNAVAILABLE,
            "recent lines of partition %s cannot be read: %s"
                .formatted(pending.keySet().iterator().next(), problem));
      }
      metrics.recentRetry("ingester");
      Thread.sleep(pause);
      pause = Math.min(LONGEST_PAUSE_MILLIS, 2 * pause);
      byPartition = owners.refresh();
    }
    return List.copyOf(answers.values());
  }

  /// Asks for all pending partitions once and takes those that are answered off the list. Gives the
  /// reason why some are left.
  private String round(
      RecentRequest request,
      Map<Integer, Long> pending,
      Map<Integer, String> byPartition,
      Map<Integer, RecentAnswer> answers,
      QueryContext context)
      throws IOException, InterruptedException, StaleCatalogException {
    Map<String, Map<Integer, Long>> byOwner = new HashMap<>();
    String problem = "no ingester owns it";
    for (Map.Entry<Integer, Long> partition : pending.entrySet()) {
      String owner = byPartition.get(partition.getKey());
      if (owner != null) {
        byOwner
            .computeIfAbsent(owner, o -> new HashMap<>())
            .put(partition.getKey(), partition.getValue());
      }
    }
    for (RecentAnswer answer : askAll(request, byOwner, context)) {
      switch (answer.outcome()) {
        case Outcome.Covered _ -> {
          answers.put(answer.partition(), answer);
          pending.remove(answer.partition());
        }
        case Outcome.Later(String reason) -> problem = reason;
        case Outcome.Stale(String reason) -> throw new StaleCatalogException(reason);
      }
    }
    return problem;
  }

  private List<RecentAnswer> askAll(
      RecentRequest request, Map<String, Map<Integer, Long>> byOwner, QueryContext context)
      throws IOException, InterruptedException {
    List<RecentAnswer> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<RecentAnswer>>> asked = new ArrayList<>();
      byOwner.forEach(
          (owner, offsets) ->
              asked.add(threads.submit(() -> askOne(owner, with(request, offsets), context))));
      try {
        for (Future<List<RecentAnswer>> answer : asked) {
          answers.addAll(answer.get());
        }
      } catch (ExecutionException e) {
        if (e.getCause() instanceof QueryException fault) {
          throw fault;
        }
        throw new IOException("an ingester's answer cannot be read: " + e.getCause(), e);
      } finally {
        threads.shutdownNow();
      }
    }
    return answers;
  }

  private List<RecentAnswer> askOne(String owner, RecentRequest request, QueryContext context)
      throws InterruptedException {
    context.stats().ingesters.increment();
    RecentAnswer.Reader reader = new RecentAnswer.Reader(request, context);
    try {
      client.ask(owner, request, context.remaining(), reader::accept);
      return reader.answers("ingester at %s left it out".formatted(owner));
    } catch (IOException e) {
      return reader.answers("ingester at %s: %s".formatted(owner, e.getMessage()));
    }
  }

  private static RecentRequest with(RecentRequest request, Map<Integer, Long> offsets) {
    return new RecentRequest(
        request.kind(),
        request.tenant(),
        request.matchers(),
        request.fromTimestamp(),
        request.toTimestamp(),
        request.requiredLiterals(),
        offsets);
  }

  @Override
  public void close() {
    client.close();
  }
}
