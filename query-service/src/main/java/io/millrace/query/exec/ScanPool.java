package io.millrace.query.exec;

import io.millrace.query.plan.QueryException;
import io.millrace.query.plan.QueryException.Reason;
import io.millrace.query.row.RowLimitException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// The platform threads that decode, search and count. As many as there are cores: work that waits
/// for something else does not belong here. Shared by all queries, first come first served.
public final class ScanPool implements AutoCloseable {
  private final int threads;
  private final ExecutorService executor;

  public ScanPool(int threads) {
    this.threads = threads;
    this.executor =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().name("query-scan-", 0).daemon().factory());
  }

  public int threads() {
    return threads;
  }

  /// Runs `work` on the pool and waits for it. Where the waiting thread is interrupted, the work is
  /// interrupted too.
  public <T> T run(Callable<T> work) throws IOException, InterruptedException {
    Future<T> future = executor.submit(work);
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw rethrow(e.getCause());
    } catch (InterruptedException e) {
      future.cancel(true);
      throw e;
    }
  }

  /// Runs all of `work` on the pool and waits for it; the results stand in the order of the work.
  public <T> List<T> runAll(List<? extends Callable<T>> work)
      throws IOException, InterruptedException {
    List<T> results = new ArrayList<>(work.size());
    try {
      for (Future<T> future : executor.invokeAll(work)) {
        results.add(future.get());
      }
    } catch (ExecutionException e) {
      throw rethrow(e.getCause());
    }
    return results;
  }

  /// Throws what a task threw, so that the stack trace of the task is kept as the cause.
  static RuntimeException rethrow(@Nullable Throwable cause)
      throws IOException, InterruptedException {
    switch (cause) {
      case QueryException e -> throw e;
      case RowLimitException e ->
          throw new QueryException(Reason.LIMIT, String.valueOf(e.getMessage()), e);
      case IOException e -> throw e;
      case InterruptedException e -> throw e;
      case Error e -> throw e;
      case null -> throw new QueryException(Reason.INTERNAL, "query failed");
      default -> throw new QueryException(Reason.INTERNAL, "query failed: " + cause, cause);
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
