package io.millrace.query.exec;

import io.millrace.query.plan.QueryContext;
import io.millrace.query.source.RowSet;
import io.millrace.store.object.Column;
import io.millrace.store.rows.Slice;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;

/// Works through slices in chunks: a virtual thread fetches a chunk, the pool scans it, and the
/// caller takes the results in the order of the chunks. Only so many chunks are under way that the
/// pool is busy while the next ones are fetched, which also bounds the memory.
public final class SliceScanner {
  /// Rows and their results for one chunk.
  public interface Work<P> {
    P scan(List<ScanUnit> units) throws IOException;
  }

  /// Takes the result of a chunk; `position` is how many units have been seen to with it.
  public interface Merge<P> {
    void accept(P result, int position) throws IOException;
  }

  private static final int MAX_CHUNK_SLICES = 64;

  private final ScanPool pool;

  public SliceScanner(ScanPool pool) {
    this.pool = pool;
  }

  /// What is to be done with some units of a row set.
  ///
  /// @param columns what the work reads
  /// @param chunkBytes raw bytes of the slices in a chunk, roughly
  /// @param wanted asked just before a unit is fetched; those refused are left out
  /// @param work runs on the pool, for different chunks at the same time
  /// @param merge runs on the calling thread, in the order of the units
  public record Job<P>(
      RowSet rows,
      Set<Column> columns,
      long chunkBytes,
      Predicate<ScanUnit> wanted,
      Work<P> work,
      Merge<P> merge) {}

  private record Chunk<P>(Future<Optional<P>> result, int position) {}

  /// Returns when every unit is scanned and merged.
  public <P> void run(List<ScanUnit> units, Job<P> job, QueryContext context)
      throws IOException, InterruptedException {
    Deque<Chunk<P>> underWay = new ArrayDeque<>();
    int depth = 2 * pool.threads();
    try (ExecutorService fetchers = Executors.newVirtualThreadPerTaskExecutor()) {
      try {
        int next = 0;
        while (next < units.size() || !underWay.isEmpty()) {
          while (next < units.size() && underWay.size() < depth) {
            List<ScanUnit> chunk = chunk(units, next, job.chunkBytes());
            next += chunk.size();
            underWay.add(new Chunk<>(fetchers.submit(() -> scan(chunk, job, context)), next));
          }
          Chunk<P> first = underWay.removeFirst();
          Optional<P> result = first.result().get();
          if (result.isPresent()) {
            job.merge().accept(result.get(), first.position());
          }
        }
      } catch (ExecutionException e) {
        throw ScanPool.rethrow(e.getCause());
      } finally {
        fetchers.shutdownNow();
      }
    }
  }

  private static List<ScanUnit> chunk(List<ScanUnit> units, int from, long chunkBytes) {
    long bytes = 0;
    int to = from;
    while (to < units.size()
        && to - from < MAX_CHUNK_SLICES
        && (to == from || bytes < chunkBytes)) {
      bytes += units.get(to++).slice().rawBytes();
    }
    return units.subList(from, to);
  }

  private <P> Optional<P> scan(List<ScanUnit> chunk, Job<P> job, QueryContext context)
      throws IOException, InterruptedException {
    context.check();
    List<ScanUnit> wanted = new ArrayList<>(chunk.size());
    List<Slice> slices = new ArrayList<>(chunk.size());
    long bytes = 0;
    for (ScanUnit unit : chunk) {
      if (job.wanted().test(unit)) {
        wanted.add(unit);
        slices.add(unit.slice());
        bytes += unit.slice().rawBytes();
      }
    }
    if (wanted.isEmpty()) {
      return Optional.empty();
    }
    context.reserve(bytes);
    try {
      job.rows().load(slices, job.columns(), context);
      context.check();
      return Optional.of(pool.run(() -> job.work().scan(wanted)));
    } finally {
      slices.forEach(Slice::release);
      context.release(bytes);
    }
  }
}
