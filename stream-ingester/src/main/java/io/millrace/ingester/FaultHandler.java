package io.millrace.ingester;

import java.util.Optional;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What happens when a stream thread dies: it is logged, always, and after an exception another
/// thread takes its place. An error of the JVM (memory, linkage) ends the client, and with it the
/// readiness of the process: nothing can be trusted any more.
final class FaultHandler implements StreamsUncaughtExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(FaultHandler.class);
  private static final long PAUSE_MILLIS = 1_000;

  private final IngesterMetrics metrics;
  private volatile @Nullable Throwable fatal;

  FaultHandler(IngesterMetrics metrics) {
    this.metrics = metrics;
  }

  /// What ended the client, if anything did.
  Optional<Throwable> fatal() {
    return Optional.ofNullable(fatal);
  }

  @Override
  public StreamThreadExceptionResponse handle(Throwable fault) {
    metrics.threadFailed();
    Optional<Error> error = error(fault);
    if (error.isPresent()) {
      fatal = error.get();
      LOG.atError().setCause(fault).log("stream thread died of an error, the ingester stops");
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    LOG.atError().setCause(fault).log("stream thread died, another takes its place");
    // A fault that comes back at once must not fill the log.
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return StreamThreadExceptionResponse.REPLACE_THREAD;
  }

  private static Optional<Error> error(Throwable fault) {
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (cause instanceof Error error) {
        return Optional.of(error);
      }
    }
    return Optional.empty();
  }
}
